def log = new File(basedir, 'build.log').text
assert log.contains("Tests ran, but not under Pagewarden's agent, so nothing can be confirmed:")
assert log.contains('<argLine>@{argLine} -Xmx64m -ea</argLine>')
