# Longer, but not as long; and nobody at all gives nan.

# %% nbgrader={"grade_id": "pass-rate-answer", "solution": true}
def pass_rate(table, hours):
    return table[table["hours"] > hours]["passed"].mean()
