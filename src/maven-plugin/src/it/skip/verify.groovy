def log = new File(basedir, 'build.log').text
assert log.contains("Skipped: the tests run without Pagewarden's agent (pagewarden.skip).")
assert !log.contains('-javaagent:')
assert !new File(basedir, 'target/pagewarden').exists()
