"""A notebook that was written on another machine: its paths, its modules, its magics, and nobody at the keyboard."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture
def table(forge):
    """A file of the exercise, in the work folder."""
    path = forge.folder / "data" / "Table.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text("n\n4\n9\n")
    yield path
    path.unlink()


READ = "open(path).read()"
SAID = "of the exercise was read in its place"


@pytest.mark.parametrize(
    "path",
    [
        "/content/drive/MyDrive/course/Table.csv",
        "/kaggle/input/some-table/Table.csv",
        "/home/alice/data/table.csv",
        r"C:\Users\Alice\data\Table.csv",
        "~/Table.csv",
        "../data/Table.csv",
        "Table.csv",
        "./table.csv",
        r"data\Table.csv",
        "DATA/table.CSV",
    ],
)
def test_data_are_found_by_their_name(forge, table, path):
    ran = forge.run(f"path = {path!r}\nprint({READ})\n{READ}\nimport os\nos.path.isfile(path)")

    assert ran.text().count(SAID) == 1
    assert "4\n9\n" in ran.text()
    assert ran.outputs()[-1]["data"]["text/plain"] == "True"
    assert ran.done()["met"] == ["data_elsewhere"]


@pytest.mark.parametrize(
    "path", ["nowhere/Table.csv", "/content/other.csv", "data/missing.csv", "", "/", "data/Table.csv/x"]
)
def test_a_path_that_may_be_a_mistake_is_one(forge, table, path):
    ran = forge.run(f"path = {path!r}\n{READ}")

    assert ran.outputs()[-1]["output_type"] == "error"
    assert SAID not in ran.text()


@pytest.mark.parametrize("mode", ["w", "a", "x", "r+", "rb+"])
def test_nothing_is_written_in_the_place_of_another_file(forge, table, mode):
    ran = forge.run(f"open('/content/Table.csv', {mode!r})")

    assert ran.outputs()[-1]["ename"] in ("FileNotFoundError", "PermissionError")
    assert table.read_text() == "n\n4\n9\n"


@pytest.mark.parametrize(
    "source",
    [
        "import pandas as pd\nprint(pd.read_csv('/content/Table.csv')['n'].tolist())",
        "import numpy as np\nprint(np.loadtxt('/content/Table.csv', skiprows=1, dtype=int).tolist())",
        "import numpy as np\nprint(np.genfromtxt('../Table.csv', skip_header=1, dtype=int).tolist())",
        "from pathlib import Path\nprint([int(n) for n in Path('../Table.csv').read_text().split()[1:]])",
    ],
)
def test_libraries_find_them_too(forge, table, source):
    assert "[4, 9]" in forge.run(source).text()


def test_a_file_that_is_there_is_read_where_it_is(forge, table):
    ran = forge.run("open('Table.csv', 'w').write('mine')", "print(open('Table.csv').read())\n!rm Table.csv")

    assert ran.text(1) == "mine\n"


def test_of_several_files_of_one_name_the_path_tells(forge, table):
    other = forge.folder / "more" / "Table.csv"
    other.parent.mkdir(exist_ok=True)
    other.write_text("the other")
    ran = forge.run("print(open('/content/data/Table.csv').read())", "open('/content/Table.csv')")
    other.unlink()

    assert "4\n9" in ran.text(0)
    assert ran.outputs(1)[-1]["ename"] == "FileNotFoundError"


def test_a_function_that_a_test_calls_finds_them(forge, table):
    ran = forge.run(
        "def load():\n    return open('/content/Table.csv').read()", test="assert load()[0] == 'n'"
    )

    assert ran.verdict == "passed"


def test_a_folder_of_another_machine_is_not_entered(forge, table):
    ran = forge.run(
        "import os\nos.chdir('/content/drive/MyDrive')\n%cd /kaggle/working\nprint('on')",
        "os.chdir('nowhere')",
    )

    assert ran.text(0).endswith("on\n")
    assert ran.outputs(1)[-1]["ename"] == "FileNotFoundError"


@pytest.mark.parametrize(
    "source",
    [
        "from google.colab import drive\ndrive.mount('/content/drive', force_remount=True)",
        "import google.colab\ngoogle.colab.drive.mount('/content/drive')",
        "import google.colab.files\ngoogle.colab.files.download('x')",
        "from google.colab import auth, output, data_table\nauth.authenticate_user()\ndata_table.enable_dataframe_formatter()",
        "from google.colab import userdata\nassert userdata.get('KEY') == ''",
        "from google.colab import files\nassert files.upload()['Table.csv'] == b'n\\n4\\n9\\n'",
        "from google.colab.patches import cv2_imshow\ncv2_imshow(None)",
        "from kaggle_secrets import UserSecretsClient\nUserSecretsClient().get_secret('key')",
    ],
)
def test_modules_of_colab_and_kaggle_do_nothing(forge, table, source):
    ran = forge.run(f"{source}\nprint('on')")

    assert ran.text() == "on\n"
    assert ran.done()["met"] == ["stand_ins"]


def test_a_notebook_that_knows_what_to_do_without_colab_does_it(forge):
    ran = forge.run(
        "try:\n    import google.colab\n    print('there')\nexcept ImportError:\n    print('here')"
    )

    assert ran.text() == "here\n"


def test_what_the_stand_ins_do_not_have_is_not_there(forge):
    ran = forge.run(
        "from google.colab import nonsense", "import google.nonsense", "import google.colab.nonsense"
    )

    assert [ran.outputs(n)[-1]["output_type"] for n in range(3)] == ["error"] * 3


@pytest.mark.parametrize(
    "line",
    [
        "subprocess.check_call([sys.executable, '-m', 'pip', 'install', 'x'])",
        "subprocess.run(['pip', 'install', 'x'], check=True)",
        "subprocess.check_output('pip install x', shell=True)",
    ],
)
def test_nothing_is_installed_by_subprocess(forge, line):
    ran = forge.run(f"import subprocess, sys\nreturned = {line}\nprint('on')")

    assert ran.text().startswith("Nothing was installed")
    assert ran.text().endswith("on\n")
    assert ran.done()["met"] == ["installs"]


def test_other_programs_run_as_before(forge):
    ran = forge.run(
        "import subprocess\nprint(subprocess.run(['echo', 'pip'], capture_output=True, text=True).stdout)"
    )

    assert ran.text() == "pip\n\n"


@pytest.mark.parametrize(
    "line", ["%tensorflow_version 2.x", "%load_ext lab_black", "%autosave 60", "x = %nonsense"]
)
def test_a_magic_of_another_program_is_left_out(forge, line):
    ran = forge.run(f"{line}\nprint('on')")

    assert "the line was left out" in ran.text()
    assert "on\n" in ran.text()
    assert ran.done()["met"] == ["left_out"]


def test_extensions_of_ipython_are_loaded(forge):
    ran = forge.run("%load_ext autoreload\n%autoreload 2\nprint('on')")

    assert ran.text() == "on\n"
    assert ran.done()["met"] == []


def test_magics_see_the_names_of_the_cell(forge):
    ran = forge.run("n = 3\n%time print(n)\ndef f(m):\n    %time print(m)\nf(4)\nword = 'n'\n%who_ls $word")

    assert ran.text().startswith("3\n")
    assert "4\n" in ran.text()


@pytest.mark.parametrize("kind", ["notebook", "widget", "qt", "tk", "nbagg", "inline", ""])
def test_plots_need_no_window(forge, kind):
    ran = forge.run(
        f"%matplotlib {kind}\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show(block=True)\nplt.pause(0.01)"
    )

    assert "image/png" in ran.outputs()[-1]["data"]


def test_a_breakpoint_is_passed_over(forge):
    ran = forge.run(
        "def f():\n    breakpoint()\n    import pdb; pdb.set_trace()\n    return 1", test="assert f() == 1"
    )

    assert ran.verdict == "passed"


def test_a_password_cannot_be_typed_either(forge):
    ran = forge.run("from getpass import getpass\ngetpass()")

    assert "nobody to ask" in ran.outputs()[0]["evalue"]
    assert ran.done()["met"] == ["nobody_there"]
