def log = new File(basedir, 'build.log').text
assert log.contains('pagewarden.argLine set to "-javaagent:')
def files = new File(basedir, 'target/a place with blanks').list().findAll { it.endsWith('.jsonl') }
assert files.size() == 1 : files
