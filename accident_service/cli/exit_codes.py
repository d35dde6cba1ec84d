"""What the commands' exit codes mean; 1 is left to mistakes in the program itself."""

from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ended."""

    DONE = 0
    BAD_INPUT = 2  # arguments or a scene file that cannot be used; nothing is written
    UNREADABLE = 3  # the clip gave no pictures; the result says why
    UNMEASURABLE = 4  # the clip was read, its times or survey carry no metres; the result says why
    BROKEN = 5  # evidence that does not hold; every part that is wrong was named
    DIFFERENT = 6  # a replay gave another result; what differs was named


# Each begins with click's mark for text that is not to be wrapped.
ANALYSE_EPILOG = """\b
Exit codes:
  0  analysed; the result is complete, with or without a contact
  2  bad arguments, or a scene file that cannot be used; nothing is written
  3  the clip cannot be read; the result holds the verdict
  4  the clip was read, but its times or the camera's survey cannot carry
     a measurement; the result holds the verdict"""
CALIBRATE_EPILOG = """\b
Exit codes:
  0  the camera is placed; warnings say what to measure again
  2  bad arguments, or a file that cannot be used; nothing is written
  3  the picture or clip killed its reader; nothing is written
  4  the marks place no camera; nothing is written"""
PROPOSE_EPILOG = """\b
Exit codes:
  0  done; the result holds a proposal, or the reasons why there is none
  2  bad arguments, or a file that cannot be used; nothing is written"""
EVIDENCE_EPILOG = """\b
Exit codes:
  0  done; everything holds
  2  bad arguments, no bundle, or something the service refuses
  5  evidence that does not hold; every part that is wrong was named
  6  a replay gave another result; what differs was named"""
