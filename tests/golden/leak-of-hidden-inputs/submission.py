# %%
import logging
import os
import subprocess
import sys
import threading
import warnings

from IPython.display import HTML, display

# %% nbgrader={"grade_id": "square"}
def square(x):
    text = f"given {x}"
    print(text)
    print(text, file=sys.stderr)
    sys.__stdout__.write(text)
    display(text)
    display(HTML(text), display_id="x")
    warnings.warn(text)
    logging.error(text)
    os.write(1, text.encode())
    os.write(2, text.encode())
    subprocess.run(["echo", text])
    threading.Thread(target=print, args=(text,)).start()
    raise ValueError(text)


try:
    square(31337)
except ValueError as error:
    print(error)
