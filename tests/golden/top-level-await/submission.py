# %% nbgrader={"grade_id": "square"}
def square(x):
    return x * x

# %%
import asyncio

await asyncio.sleep(0)
answer = await asyncio.gather(asyncio.sleep(0, 1), asyncio.sleep(0, 2))
print("gathered", answer)

# %% nbgrader={"grade_id": "mean"}
def mean(values):
    return sum(values) / len(values) if len(values) else 0.0


overall = mean(numbers)

# %% nbgrader={"grade_id": "guess"}
def guess():
    return [2, 3, 5, 7]
