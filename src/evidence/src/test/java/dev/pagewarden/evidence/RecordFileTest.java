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
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
            new RunRecord.Actor("", null, null),
            Long.MAX_VALUE),
        new RunRecord.Reached(SITE, 0),
        new RunRecord.Count(SITE, Long.MAX_VALUE, 0),
        new RunRecord.Note("shared", "one table, two mappings"),
        new RunRecord.End(5, 6));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void record_comes_back_as_it_was(RunRecord record) throws Exception {
    assertEquals(record, RecordFormat.parse(lineOf(record)));
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
            new RunRecord.Actor(text, text, text),
            4);
    String line = RecordFormat.line(record);
    assertTrue(line.matches("[ -~]*\n"), line);
    assertEquals(record, RecordFormat.parse(line.strip()));
    write(record);
    assertEquals(record.site(), read().tallies().get(0).site());
    assertEquals(List.of(), read().complaints());
  }

  @Test
  void file_is_named_by_process_start_and_chance_and_the_run_as_the_file() throws IOException {
    String name = write().getFileName().toString();
    assertTrue(name.matches("4711-1800000000000-[0-9a-f]{8}\\.jsonl"), name);
    assertEquals(
        List.of(Samples.HEADER.named(name.substring(0, name.length() - 6))), read().runs());
  }

  @Test
  void equal_headers_never_share_a_file() throws IOException {
    for (int i = 0; i < 50; i++) {
      write(Samples.access(SITE));
    }
    assertEquals(50, read().runs().size());
    assertEquals(50, read().tallies().get(0).imported());
    assertEquals(List.of(), read().complaints());
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
                    + ": the last line is torn, as of a JVM that was killed or is still writing; it"
                    + " is left out"),
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
  void damaged_lines_are_told_by_place_and_the_rest_is_used() throws IOException {
    Path file = write(Samples.loaded(Samples.HASH), new RunRecord.Note("t", "first"));
    String note = RecordFormat.line(new RunRecord.Note("t", "flipped"));
    String tail = RecordFormat.line(Samples.access(SITE));
    Files.writeString(
        file,
        "not json\n\n"
            + note.replace("flipped", "flopped")
            + note.replace("{", "{ ")
            + note.substring(0, 20)
            + tail.substring(5)
            + "{\"type\":\"note\",\"topic\":\"t\",\"text\":\"no checksum\"}\n"
            + tail,
        StandardOpenOption.APPEND);
    RunRecords records = read();
    String damaged = ": damaged: its checksum does not fit; the line is left out";
    assertEquals(
        List.of(
            file + ":4" + damaged,
            file + ":6" + damaged,
            file + ":7" + damaged,
            file + ":8" + damaged,
            file + ":9" + damaged),
        records.complaints());
    assertEquals(1, records.notes().size());
    assertEquals(1, records.tallies().size());
  }

  @Test
  void no_single_changed_byte_goes_unseen() {
    byte[] line = lineOf(Samples.access(SITE)).getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < line.length; i++) {
      byte[] changed = line.clone();
      changed[i] ^= 1;
      String text = new String(changed, StandardCharsets.ISO_8859_1);
      assertThrows(MalformedException.class, () -> RecordFormat.parse(text), text);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"type\":\"count\" | \"class\" is missing",
        "{\"type\":\"later\",\"x\":1 | type \"later\" is not known",
        "{\"type\":\"class\",\"class\":\"a/B\",\"sites\":\"many\" | \"sites\" is no whole number",
        "{\"type\":\"class\",\"class\":\"a\",\"class\":\"b\" | \"class\" stands twice",
        "{\"type\":\"class\",\"class\":7,\"sites\":1 | \"class\" is no text",
        "{\"type\":\"class\",\"class\":\"a/B\",\"sites\":99999999999 | \"sites\" is too large",
        "{\"type\":\"end\",\"nanos\":1,\"lost\":-1 | \"lost\" is negative",
        "[1 | not a JSON object",
      })
  void a_whole_line_that_says_what_cannot_be_is_told_by_place(String begin, String message)
      throws IOException {
    Path file = write();
    Files.writeString(file, checked(begin), StandardOpenOption.APPEND);
    assertEquals(List.of(file + ":2: " + message + "; the line is left out"), read().complaints());
  }

  @Test
  void a_line_that_nests_without_end_is_told() throws IOException {
    Path file = write();
    Files.writeString(
        file, checked("{\"type\":\"note\",\"a\":" + "[".repeat(1000)), StandardOpenOption.APPEND);
    assertEquals(List.of(file + ":2: nested too deep; the line is left out"), read().complaints());
  }

  @Test
  void a_second_header_is_told_and_news_are_no_fault() throws IOException {
    Path file = write();
    Files.writeString(
        file,
        RecordFormat.line(Samples.HEADER)
            + checked(
                "{\"type\":\"note\",\"topic\":\"t\",\"text\":\"read\",\"news\":{\"a\":[1,true,null]}"),
        StandardOpenOption.APPEND);
    assertEquals(List.of(file + ":2: a second header; the line is left out"), read().complaints());
    assertEquals("read", read().notes().get(0).text());
  }

  private static String lineOf(RunRecord record) {
    return RecordFormat.line(record).strip();
  }

  /** Ends a line with the checksum that fits. */
  private static String checked(String begin) {
    CRC32C crc = new CRC32C();
    crc.update(begin.getBytes(StandardCharsets.US_ASCII));
    return begin + ",\"crc\":\"%08x\"}\n".formatted(crc.getValue());
  }

  @Test
  void other_versions_are_refused_by_name_and_other_files_are_used() throws IOException {
    Path file = write(Samples.access(SITE));
    Path older = directory.resolve("1-1.jsonl");
    Path newer = directory.resolve("1-2.jsonl");
    Files.writeString(
        older, "{\"type\":\"header\",\"format\":1,\"agent\":\"0.1\"}\n{\"type\":\"count\"}\n");
    Files.writeString(newer, "{\"type\":\"header\",\"format\":3,\"brand\":\"new\"}\n{\"x\":1}\n");
    Files.writeString(directory.resolve("2-2.jsonl"), "");
    Files.writeString(directory.resolve("3-3.jsonl"), RecordFormat.line(Samples.access(SITE)));
    Files.write(directory.resolve("4-4.jsonl"), new byte[] {(byte) 0xff, 0, 10});
    Files.writeString(directory.resolve("readme.txt"), "not ours");
    RunRecords records = read();
    String remedy =
        " and this Pagewarden reads format 2: run the tests again with the version of agent and"
            + " plugin that reads them; its run is left out";
    assertEquals(
        older + ":1: is of record format 1, of an older agent," + remedy,
        records.complaints().get(0));
    assertEquals(
        newer + ":1: is of record format 3, of a newer agent," + remedy,
        records.complaints().get(1));
    assertEquals(5, records.complaints().size());
    assertEquals(1, records.runs().size());
    assertEquals(1, records.tallies().size());
    assertTrue(Files.exists(file));
  }

  @Test
  void a_copy_of_a_runs_file_does_not_count_twice() throws IOException {
    Path file = write(Samples.access(SITE), new RunRecord.Count(SITE, 7, 0));
    Path copy = Files.copy(file, directory.resolve("zcopy.jsonl"));
    RunRecords records = read();
    assertEquals(7, records.tallies().get(0).imported());
    assertEquals(1, records.complaints().size());
    assertTrue(records.complaints().get(0).startsWith(copy + ":1: run 4711-"));
  }

  @Test
  void a_file_that_is_deleted_while_it_is_written_comes_back_whole() throws IOException {
    try (RecordWriter writer = RecordWriter.open(directory.resolve("deep"), Samples.HEADER)) {
      assertTrue(writer.write(Samples.access(SITE)));
      Files.delete(writer.file());
      Files.delete(directory.resolve("deep"));
      assertTrue(writer.write(new RunRecord.Reached(SITE, 1)));
      assertTrue(writer.write(new RunRecord.Count(SITE, 1, 5)));
      assertTrue(writer.isRestored());
      RunRecords records = RecordReader.readDirectory(directory.resolve("deep"));
      assertEquals(List.of(), records.complaints());
      assertEquals(1, records.tallies().get(0).imported());
      assertEquals(5, records.tallies().get(0).other());
    }
  }

  @Test
  void what_waits_while_the_directory_cannot_be_made_is_written_once_it_can() throws IOException {
    Path deep = directory.resolve("deep");
    try (RecordWriter writer = RecordWriter.open(deep, Samples.HEADER)) {
      Files.delete(writer.file());
      Files.delete(deep);
      Files.writeString(deep, "in the way");
      assertFalse(writer.write(Samples.access(SITE)));
      assertNotNull(writer.failure());
      for (int i = 0; i < 3_000; i++) {
        assertFalse(writer.write(new RunRecord.Reached(SITE, i)));
      }
      assertFalse(writer.flush());
      assertEquals(1_001, writer.lost());
      Files.delete(deep);
      assertTrue(writer.flush());
      assertTrue(writer.write(new RunRecord.End(1, writer.lost())));
      RunRecords records = RecordReader.readDirectory(deep);
      assertEquals(List.of(), records.complaints());
      assertEquals(1, records.tallies().get(0).imported());
      assertEquals(1_001, records.lost());
      assertEquals(0, records.unfinished());
    }
  }

  @Test
  void a_run_without_an_end_is_unfinished() throws IOException {
    write(Samples.access(SITE));
    write(new RunRecord.End(1, 0));
    assertEquals(2, read().runs().size());
    assertEquals(1, read().unfinished());
  }

  @Test
  void directory_that_is_not_there_holds_no_run() throws IOException {
    RunRecords records = RecordReader.readDirectory(directory.resolve("gone"));
    assertEquals(List.of(), records.runs());
    assertEquals(List.of(), records.complaints());
  }
}
