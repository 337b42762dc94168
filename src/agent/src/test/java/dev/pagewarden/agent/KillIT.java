package dev.pagewarden.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewarden.evidence.RunRecords;
import dev.pagewarden.evidence.SiteTally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills JVMs while they write: every access that had returned must be in the records. How often
 * says {@code -Dpagewarden.kills=300}.
 */
class KillIT {
  private static final int CLASSES = 200;
  private static final int SITES = 200;
  private static final int MOST_DELAY_MILLIS = 600;

  @TempDir Path home;

  @Test
  void a_killed_jvm_has_every_access_that_returned_on_record() throws Exception {
    int kills = Integer.getInteger("pagewarden.kills", 20);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String classPath = PeekingClasses.write(home.resolve("classes"), CLASSES, SITES);
    int inTheMiddle = 0;
    int torn = 0;
    long accesses = 0;
    for (int kill = 0; kill < kills; kill++) {
      Path run = Files.createDirectory(home.resolve("run" + kill));
      ChildJvm jvm = ChildJvm.in(run).with("strategy=record").withClassPath(classPath);
      boolean ended = killedAtRandom(jvm, run, random.nextInt(MOST_DELAY_MILLIS));
      List<String> returned = returned(run);
      RunRecords records = jvm.read();
      Set<String> recorded =
          records.tallies().stream().map(KillIT::place).collect(Collectors.toSet());
      List<String> lost = returned.stream().filter(place -> !recorded.contains(place)).toList();
      assertEquals(List.of(), lost, "run " + kill + ", seed " + seed);
      assertTrue(records.complaints().stream().allMatch(c -> c.contains("torn")));
      assertEquals(ended ? 0 : 1, records.unfinished());
      inTheMiddle += ended || returned.isEmpty() ? 0 : 1;
      torn += records.complaints().size();
      accesses += returned.size();
      delete(run);
    }
    System.out.printf(
        "%d kills, %d of them between the first access and the last; %d accesses had returned, none"
            + " is lost; %d lines torn%n",
        kills, inTheMiddle, accesses, torn);
    assertTrue(inTheMiddle * 2 >= kills, inTheMiddle + " of " + kills + " hit the middle");
  }

  /** Returns whether the program came to its end before it was killed. */
  private static boolean killedAtRandom(ChildJvm jvm, Path run, int delayMillis)
      throws IOException, InterruptedException {
    Process process = jvm.start("sample.app.Peeker", String.valueOf(CLASSES), "2", run.toString());
    long start = System.nanoTime();
    while (process.isAlive() && !hasBegun(run)) {
      assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(120), "does not begin");
      Thread.sleep(5);
    }
    Thread.sleep(delayMillis);
    process.destroyForcibly();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return jvm.output().contains("done");
  }

  private static boolean hasBegun(Path run) {
    return run.resolve("thread0").toFile().length() > 0;
  }

  /** The accesses that each thread had noted; an unfinished last line is none. */
  private static List<String> returned(Path run) throws IOException {
    StringBuilder noted = new StringBuilder();
    for (String thread : List.of("thread0", "thread1")) {
      Path log = run.resolve(thread);
      String text = Files.exists(log) ? Files.readString(log) : "";
      noted.append(text, 0, text.lastIndexOf('\n') + 1);
    }
    return noted.toString().lines().distinct().toList();
  }

  private static String place(SiteTally tally) {
    return tally.site().callSite().className().replace('/', '.')
        + " "
        + tally.site().callSite().line();
  }

  private static void delete(Path run) throws IOException {
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
