// Surefire's tests were watched, failsafe's were not, and the build says so.
def log = new File(basedir, 'build.log').text
assert new File(basedir, 'target/pagewarden/records').list().count { it.endsWith('.jsonl') } == 1
assert log.contains("Some tests did not run under Pagewarden's agent")
assert log.contains("failsafe (execution strict)'s <argLine> is \"-Xverify:all\" and lacks @{argLine}. Change it:")
assert log.contains('<argLine>@{argLine} -Xverify:all</argLine>')
assert !log.contains("surefire's <argLine>")
