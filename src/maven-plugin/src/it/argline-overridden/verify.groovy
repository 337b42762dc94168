def log = new File(basedir, 'build.log').text
assert log.contains("surefire's <argLine> is \"-Xmx64m\" and lacks @{argLine}")
assert log.contains('<argLine>@{argLine} -Xmx64m</argLine>')
