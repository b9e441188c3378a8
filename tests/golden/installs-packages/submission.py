# %%
# %pip install -q seaborn
# !pip install --upgrade scikit-learn
# !python -m pip install pandas
# !conda install -y numpy
# %conda install numpy
# !apt-get install -y graphviz
print('went on')

# %% nbgrader={"grade_id": "square"}
def square(x):
    return x * x

# %%
import subprocess
import sys

subprocess.check_call([sys.executable, '-m', 'pip', 'install', 'seaborn'])
subprocess.run(['pip', 'install', 'seaborn'], check=True)
print('went on')

# %% nbgrader={"grade_id": "mean"}
def mean(values):
    return sum(values) / len(values) if len(values) else 0.0


overall = mean(numbers)

# %% nbgrader={"grade_id": "guess"}
def guess():
    return [2, 3, 5, 7]

# %%
%%bash
pip install seaborn
echo went on as well
