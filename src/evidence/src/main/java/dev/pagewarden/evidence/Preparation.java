package dev.pagewarden.evidence;

import com.google.gson.stream.JsonWriter;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What a build leaves beside its records before its tests run: which tests are meant to be watched,
 * and what it knows to keep the agent from them. So whoever finds no records, or fewer than there
 * should be, can say why instead of passing over it.
 *
 * @param preparedMillis when that was, in milliseconds since 1970
 * @param testRuns the runs of tests that the build may make
 */
public record Preparation(long preparedMillis, List<TestRun> testRuns) {
  private static final String FILE = "prepared.json";
  private static final int FORMAT = 1;

  /** File systems may keep times by the second or two. */
  private static final long TOLERANCE_MILLIS = TimeUnit.SECONDS.toMillis(2);

  /**
   * A run of tests.
   *
   * @param reports directory where it leaves its {@code TEST-*.xml}
   * @param obstacle what keeps the agent from it and the change that mends it, the first line a
   *     sentence of its own; null if nothing is known to
   */
  public record TestRun(String reports, String obstacle) {}

  /** Copies the list. */
  public Preparation {
    testRuns = List.copyOf(testRuns);
  }

  /**
   * Writes it into a directory of records.
   *
   * @throws IOException if that fails
   */
  public void write(Path directory) throws IOException {
    StringWriter text = new StringWriter();
    JsonWriter out = new JsonWriter(text);
    out.setIndent("  ");
    out.setSerializeNulls(false);
    out.beginObject();
    out.name("format").value(FORMAT);
    out.name("preparedMillis").value(preparedMillis);
    out.name("testRuns").beginArray();
    for (TestRun run : testRuns) {
      out.beginObject();
      out.name("reports").value(run.reports());
      out.name("obstacle").value(run.obstacle());
      out.endObject();
    }
    out.endArray();
    out.endObject();
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(FILE), Json.ascii(text.getBuffer()).append('\n'));
  }

  /**
   * Reads what was written into a directory of records.
   *
   * @return empty if nothing was
   * @throws IOException if it cannot be read; the message names the file
   */
  public static Optional<Preparation> read(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Fields root = Json.object(Files.readString(file));
      if (root.integer("format") != FORMAT) {
        return Optional.empty();
      }
      List<TestRun> runs = new ArrayList<>();
      for (Fields run : root.objects("testRuns")) {
        runs.add(new TestRun(run.text("reports"), run.textOrNull("obstacle")));
      }
      return Optional.of(new Preparation(root.number("preparedMillis"), runs));
    } catch (MalformedException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns why tests that ran since were not watched, each reason once; empty if all were, as far
   * as is known.
   *
   * @param anyRecords whether any run left records
   */
  List<String> unwatched(boolean anyRecords) {
    List<TestRun> made = testRuns.stream().filter(this::wasMade).toList();
    List<String> reasons =
        made.stream().map(TestRun::obstacle).filter(o -> o != null).distinct().toList();
    if (anyRecords || made.isEmpty() || !reasons.isEmpty()) {
      return reasons;
    }
    return List.of(
        "The build shows no reason; what the tests' JVM says of \"pagewarden\" may. Their reports"
            + " are in "
            + made.get(0).reports());
  }

  private boolean wasMade(TestRun run) {
    return hasReports(new File(run.reports()), preparedMillis - TOLERANCE_MILLIS);
  }

  /**
   * Returns whether a directory holds reports of tests ({@code TEST-*.xml}).
   *
   * @param sinceMillis the time since when they count, in milliseconds since 1970
   */
  public static boolean hasReports(File directory, long sinceMillis) {
    File[] reports =
        directory.listFiles(
            file -> file.getName().startsWith("TEST-") && file.getName().endsWith(".xml"));
    if (reports != null) {
      for (File report : reports) {
        if (report.lastModified() >= sinceMillis) {
          return true;
        }
      }
    }
    return false;
  }
}
