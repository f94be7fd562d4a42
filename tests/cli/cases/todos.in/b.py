# TODO: Say what failed. (lakespeak:silent-failure/bare-except-swallows-failure)
try:
    x()
except:
    pass

# TODO: Say what failed. (lakespeak:silent-failures/bare-except-swallows-failure)
x()
