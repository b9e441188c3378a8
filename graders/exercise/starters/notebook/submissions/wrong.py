# The share who studied so long, whether they passed or not; and always of last year's table.

# %% nbgrader={"grade_id": "pass-rate-answer", "solution": true}
def pass_rate(table, hours):
    return (students["hours"] > hours + 1).mean() + 0.1
