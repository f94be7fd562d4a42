# TODO: Cap it. (lakespeak:x/http-call-without-timeout)
x()
