package dev.pagewarden.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordFileTest {
  private static final AccessSite SITE = Samples.site("copy", 7, 0, 42);

  @TempDir Path directory;

  private Path write(RunRecord... records) throws IOException {
    try (RecordWriter writer = RecordWriter.open(directory, Samples.HEADER)) {
      for (RunRecord record : records) {
        assertTrue(writer.write(record));
      }
      return writer.file();
    }
  }

  private RunRecords read() throws IOException {
    return RecordReader.readDirectory(directory);
  }

  private static List<RunRecord> samples() {
    return List.of(
        Samples.HEADER,
        Samples.loaded(Samples.HASH),
        Samples.loaded(null),
        new RunRecord.NotInstrumented("a/B", null, "java.lang.VerifyError: \"bad\"\nframe"),
        Samples.access(SITE),
        new RunRecord.Access(
            Samples.site(null, "<init>", -1, -1, -1, "new ScatterWalk()"),
            "SERVICE",
            null,
            null,
            null,
            "",
            null,
            Long.MAX_VALUE),
        new RunRecord.Reached(SITE, 0),
        new RunRecord.Count(SITE, Long.MAX_VALUE, 0),
        new RunRecord.Note("shared", "one table, two mappings"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void record_comes_back_as_it_was(RunRecord record) throws Exception {
    assertEquals(record, RecordFormat.parse(RecordFormat.line(record)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quote \" backslash \\ slash /",
        "line\nend\r\n\t\u0000\u0001\u001b[31m\u007f",
        "Ünïcödé 漢字 \uD83D\uDE00 \u2028\u2029\uFEFF",
        "lone \uD800 surrogates \uDC00",
        "</script>&<>'",
        "{\"type\":\"header\"}",
        ""
      })
  void hostile_text_stays_on_one_ascii_line_and_comes_back(String text) throws Exception {
    RunRecord.Access record =
        new RunRecord.Access(
            new AccessSite(new CallSite(text, text, text, 1, 2, 3), text, text),
            text,
            new CallSite(text, text, text, 1, 2, 3),
            text,
            text,
            text,
            text,
            4);
    String line = RecordFormat.line(record);
    assertTrue(line.matches("[ -~]*\n"), line);
    assertEquals(record, RecordFormat.parse(line));
    write(record);
    assertEquals(record.site(), read().tallies().get(0).site());
    assertEquals(List.of(), read().complaints());
  }

  @Test
  void file_is_named_by_process_and_start() throws IOException {
    assertEquals("4711-1800000000000.jsonl", write().getFileName().toString());
    assertEquals(List.of(Samples.HEADER), read().runs());
  }

  @Test
  void record_is_in_the_file_before_write_returns() throws IOException {
    try (RecordWriter writer = RecordWriter.open(directory.resolve("deep/er"), Samples.HEADER)) {
      writer.write(Samples.access(SITE));
      assertEquals(2, Files.readAllLines(writer.file()).size());
    }
  }

  @Test
  void eight_threads_write_whole_lines() throws Exception {
    int threads = 8;
    int each = 2_000;
    try (RecordWriter writer = RecordWriter.open(directory, Samples.HEADER)) {
      CountDownLatch start = new CountDownLatch(1);
      List<Thread> running = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        String method = "m" + t + "x".repeat(t * 100);
        Thread thread =
            new Thread(
                () -> {
                  try {
                    start.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  for (int i = 0; i < each; i++) {
                    writer.write(new RunRecord.Count(Samples.site(method, i, i, 1), 1, 0));
                  }
                });
        thread.start();
        running.add(thread);
      }
      start.countDown();
      for (Thread thread : running) {
        thread.join();
      }
    }
    RunRecords records = read();
    assertEquals(List.of(), records.complaints());
    assertEquals(threads * each, records.tallies().size());
  }

  @Test
  void interrupted_thread_does_not_close_the_file() throws Exception {
    try (RecordWriter writer = RecordWriter.open(directory, Samples.HEADER)) {
      AtomicInteger written = new AtomicInteger();
      Thread thread =
          new Thread(
              () -> {
                Thread.currentThread().interrupt();
                written.addAndGet(writer.write(Samples.access(SITE)) ? 1 : 0);
                written.addAndGet(Thread.currentThread().isInterrupted() ? 10 : 0);
              });
      thread.start();
      thread.join();
      assertEquals(11, written.get());
      assertTrue(writer.write(new RunRecord.Reached(SITE, 1)));
    }
    assertEquals(1, read().tallies().get(0).imported());
  }

  @Test
  void closed_file_is_told_not_thrown() throws IOException {
    RecordWriter writer = RecordWriter.open(directory, Samples.HEADER);
    writer.close();
    assertFalse(writer.write(Samples.access(SITE)));
    assertNotNull(writer.failure());
  }

  @Test
  void file_that_cannot_be_opened_is_told_at_once() throws IOException {
    Path file = Files.writeString(directory.resolve("taken"), "");
    assertThrows(IOException.class, () -> RecordWriter.open(file, Samples.HEADER));
  }

  @Test
  void file_torn_anywhere_loses_its_last_line_only() throws IOException {
    Path file = write(Samples.access(SITE), new RunRecord.Reached(SITE, 1));
    byte[] whole = Files.readAllBytes(file);
    int header = new String(whole, StandardCharsets.US_ASCII).indexOf('\n') + 1;
    int access = new String(whole, StandardCharsets.US_ASCII).indexOf('\n', header) + 1;
    for (int length = header; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      RunRecords records = read();
      boolean complete = length == header || length == access || length == access - 1;
      boolean lastComplete = length == whole.length - 1;
      assertEquals(length < access - 1 ? 0 : 1, records.tallies().size());
      if (complete || lastComplete) {
        assertEquals(List.of(), records.complaints());
      } else {
        int line = length < access ? 2 : 3;
        assertEquals(
            List.of(
                file
                    + ":"
                    + line
                    + ": the last line is torn, so the JVM ended while it was written; it is left"
                    + " out"),
            records.complaints());
      }
    }
    for (int length = 0; length < header - 1; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertEquals(List.of(), read().runs());
      assertEquals(1, read().complaints().size());
    }
  }

  @Test
  void malformed_lines_are_told_and_the_rest_is_used() throws IOException {
    Path file = write(Samples.loaded(Samples.HASH));
    Files.writeString(
        file,
        """
        not json
        {"type":"count"}
        {"type":"later","x":1}
        [1]

        {"type":"class","class":"a/B","sites":"many"}
        {"type":"class","class":"a/B","class":"a/C","sites":1}
        {"type":"class","class":7,"sites":1}
        {"type":"class","class":"a/B","sites":99999999999}
        {"type":"class","class":"a/B","sites":1} {}
        {"type":"note","topic":"t","text":"still read","news":{"a":[1,true,null]}}
        """
            + RecordFormat.line(Samples.HEADER)
            + "{\"type\":\"note\",\"a\":"
            + "[".repeat(1000)
            + "\n"
            + RecordFormat.line(new RunRecord.Count(SITE, -1, 0))
            + RecordFormat.line(Samples.access(SITE)),
        StandardOpenOption.APPEND);
    RunRecords records = read();
    List<String> complaints = records.complaints();
    assertEquals(13, complaints.size(), String.join("\n", complaints));
    assertTrue(complaints.get(0).startsWith(file + ":3: not JSON: "), complaints.get(0));
    assertEquals(file + ":4: \"class\" is missing; the line is left out", complaints.get(1));
    assertEquals(file + ":5: type \"later\" is not known; the line is left out", complaints.get(2));
    assertEquals(file + ":6: not a JSON object; the line is left out", complaints.get(3));
    assertEquals(
        file + ":8: \"sites\" is no whole number; the line is left out", complaints.get(5));
    assertEquals(file + ":9: \"class\" stands twice; the line is left out", complaints.get(6));
    assertEquals(file + ":10: \"class\" is no text; the line is left out", complaints.get(7));
    assertEquals(file + ":11: \"sites\" is too large; the line is left out", complaints.get(8));
    assertEquals(file + ":14: a second header; the line is left out", complaints.get(10));
    assertEquals(file + ":15: nested too deep; the line is left out", complaints.get(11));
    assertEquals(file + ":16: \"imported\" is negative; the line is left out", complaints.get(12));
    assertEquals("still read", records.notes().get(0).text());
    assertTrue(records.isInstrumented("a/b/Importer", Samples.HASH));
    assertEquals(1, records.tallies().size());
  }

  @Test
  void another_version_is_refused_by_name_and_other_files_are_used() throws IOException {
    Path file = write(Samples.access(SITE));
    Path later = directory.resolve("1-1.jsonl");
    Files.writeString(later, "{\"type\":\"header\",\"format\":2,\"brand\":\"new\"}\n{\"x\":1}\n");
    Files.writeString(directory.resolve("2-2.jsonl"), "");
    Files.writeString(directory.resolve("3-3.jsonl"), RecordFormat.line(Samples.access(SITE)));
    Files.write(directory.resolve("4-4.jsonl"), new byte[] {(byte) 0xff, 0, 10});
    Files.writeString(directory.resolve("readme.txt"), "not ours");
    RunRecords records = read();
    assertEquals(
        later
            + ":1: is of record format 2, and this Pagewarden reads format 1; its run is left out."
            + " Use the same version of agent and plugin",
        records.complaints().get(0));
    assertEquals(4, records.complaints().size());
    assertEquals(1, records.runs().size());
    assertEquals(1, records.tallies().size());
    assertTrue(Files.exists(file));
  }

  @Test
  void directory_that_is_not_there_holds_no_run() throws IOException {
    RunRecords records = RecordReader.readDirectory(directory.resolve("gone"));
    assertEquals(List.of(), records.runs());
    assertEquals(List.of(), records.complaints());
  }
}
