// One JVM of surefire's, one of failsafe's: the second has not thrown away what the first recorded.
def files = new File(basedir, 'target/pagewarden/records').list().findAll { it.endsWith('.jsonl') }
assert files.size() == 2 : files
