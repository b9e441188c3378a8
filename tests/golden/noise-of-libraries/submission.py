# %%
import logging
import os
import sys
import warnings

from tqdm import tqdm
from tqdm.auto import tqdm as bar

logging.basicConfig(level=logging.DEBUG)
os.write(2, b'noise of native code\n')
for _ in tqdm(range(3)):
    pass
for _ in bar(range(3)):
    pass

# %% nbgrader={"grade_id": "square"}
def square(x):
    warnings.warn('square is deprecated', FutureWarning)
    logging.debug('squaring %s', x)
    print('computing', file=sys.stderr)
    os.write(2, b'noise of native code\n')
    for _ in tqdm(range(2)):
        pass
    return x * x

# %% nbgrader={"grade_id": "mean"}
def mean(values):
    return sum(values) / len(values) if len(values) else 0.0


overall = mean(numbers)

# %% nbgrader={"grade_id": "guess"}
def guess():
    return [2, 3, 5, 7]
