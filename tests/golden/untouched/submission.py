# %% nbgrader={"grade_id": "square"}
def square(x):
    # YOUR CODE HERE
    raise NotImplementedError()

# %% nbgrader={"grade_id": "mean"}
# YOUR CODE HERE
raise NotImplementedError()

# %% nbgrader={"grade_id": "guess"}
# YOUR CODE HERE
raise NotImplementedError()

# %% [markdown] nbgrader={"grade_id": "words"}
# YOUR ANSWER HERE
