# %% nbgrader={"grade_id": "area"}
def area(radius):
    while radius == 1:
        pass
    return 0

# %% nbgrader={"grade_id": "say"}
def say():
    print("hello")
