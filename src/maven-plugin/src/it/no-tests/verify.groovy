// No test ran, so none ran without the agent.
def log = new File(basedir, 'build.log').text
assert !log.contains("Pagewarden's agent")
assert log.contains('Nothing to confirm')
