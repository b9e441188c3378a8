"""Quiz files for tests. Words that begin with KEY are known to the keys alone."""

SMALL = """
title: Week 1 check
summary: What you know after one week.
attempts: 2
questions:
  - id: recall
    type: numeric
    points: 2
    text: |
      Of $tp = {{tp}}$ true positives and {{fn}} false negatives: what is the recall?
    variables: {tp: {from: 30, to: 60}, fn: {from: 5, to: 20}}
    answer: tp / (tp + fn)
    tolerance: {absolute: 0.005}
    hint: Divide by all positives.
    explanation: KEYexplanation recall counts the positives that were found.
    feedback: {right: KEYrightfeedback, wrong: KEYwrongfeedback}
  - id: split
    type: single
    text: Why do we split the data?
    options:
      - {text: To measure on unseen data, correct: true, feedback: KEYoptionfeedback}
      - To save memory
      - To train faster
  - id: metrics
    type: multiple
    points: 3
    text: Which are metrics of **classification**?
    options:
      - {text: Accuracy, correct: true}
      - {text: "$F_1$", correct: true}
      - {text: Mean squared error, feedback: KEYwrongoption}
      - {text: "`recall_score`", correct: true}
  - id: name
    type: text
    text: Who wrote the first program?
    answer: KEYlovelace
"""

EVERY_TYPE = """
title: Every type
summary: One question of each kind.
practice: true
questions:
  - id: single-one
    type: single
    text: "Which **loss** is $\\\\sum_i (y_i - \\\\hat y_i)^2$?"
    hint: Think of squares.
    explanation: KEYsingle
    options:
      - {text: "The squared error $L_2$", correct: true, feedback: KEYchosen}
      - {text: "`hinge`", feedback: KEYnot}
      - Cross entropy
  - id: multiple-one
    type: multiple
    points: 2
    text: Which of these are **supervised**?
    options: [{text: Regression, correct: true}, {text: Classification, correct: true}, Clustering]
  - id: numeric-one
    type: numeric
    text: How long is a walk of {{minutes}} minutes at 6 km/h?
    variables: {minutes: {from: 10, to: 50, step: 10}}
    answer: minutes / 10
    unit: km
    tolerance: {absolute: 0.01}
    explanation: KEYnumeric
  - id: text-one
    type: text
    text: Which method of pandas drops rows with missing values?
    answer: [KEYdropna, KEYdrop-na]
  - id: matching-one
    type: matching
    points: 3
    text: Which metric answers which question?
    pairs:
      - {item: "How many of the found are right?", match: Precision}
      - {item: "How many of the right are found?", match: Recall}
      - {item: "How many are right at all?", match: Accuracy}
    distractors: [F1 score]
  - id: ordering-one
    type: ordering
    text: Put the steps in order.
    items: [Split the data, Fit the model, Measure on the test set]
  - id: cloze-one
    type: cloze
    points: 2
    text: |
      Fill in the call:

      ```python
      X_train, X_test = [[call]](X, test_size=0.2)
      ```

      so that [[share]] of the rows are left to train on.
    blanks:
      call: {type: text, answer: KEYtraintestsplit}
      share: {options: [{text: "80 %", correct: true}, "20 %", "64 %"]}
  - id: code-one
    type: code_output
    text: What does this print?
    language: python
    code: |
      for number in range(2):
          print(number)
    answer: |
      0
      1
  - id: table-one
    type: table
    text: Fill in the confusion matrix of 10 cases with 2 errors of each kind.
    corner: ""
    columns: [said no, said yes]
    rows: [is no, is yes]
    cells:
      - [{answer: 4}, "2"]
      - ["2", {answer: 2}]
"""
