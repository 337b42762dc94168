package dev.pagewarden.evidence;

/** Records for tests. */
final class Samples {
  static final RunRecord.Header HEADER =
      new RunRecord.Header(
          RunRecord.FORMAT,
          "0.1.0",
          "4711-1800000000000-0badcafe",
          4711,
          "OpenJDK 17",
          1_800_000_000_000L,
          "java -cp x Main");
  static final String HASH = "00112233445566778899aabbccddeeff";
  static final String OTHER_HASH = "ffeeddccbbaa99887766554433221100";

  private Samples() {}

  static AccessSite site(String method, int bci, int ordinal, int line) {
    return site(HASH, method, bci, ordinal, line, "Scatterlist.page()");
  }

  static AccessSite site(
      String hash, String method, int bci, int ordinal, int line, String accessor) {
    return new AccessSite(
        new CallSite("a/b/Importer", method, "(La/SgTable;)V", bci, ordinal, line), hash, accessor);
  }

  static RunRecord.Access access(AccessSite site) {
    return access(site, "a.SystemHeap", "ImporterTest.copies");
  }

  static RunRecord.Access access(AccessSite site, String exporter, String test) {
    CallSite mappedAt = new CallSite("a/b/Importer", "open", "()V", 12, 0, 30);
    return new RunRecord.Access(site, "PAGE", mappedAt, exporter, "frame", actor(test), 99);
  }

  static RunRecord.Actor actor(String test) {
    return new RunRecord.Actor("main", test, null);
  }

  static RunRecord.Instrumented loaded(String hash) {
    return new RunRecord.Instrumented("a/b/Importer", hash, 3);
  }

  /** Joins the records of several runs. */
  static RunRecords runs(RunRecord[]... runs) {
    RunRecords.Builder builder = new RunRecords.Builder();
    int number = 0;
    for (RunRecord[] run : runs) {
      builder.begin(HEADER.named("run " + ++number));
      for (RunRecord record : run) {
        builder.add(record);
      }
    }
    return builder.build();
  }

  static RunRecord[] run(RunRecord... records) {
    return records;
  }
}
