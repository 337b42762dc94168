package dev.pagewarden.benchmarks;

import edu.umd.cs.findbugs.DetectorFactory;
import edu.umd.cs.findbugs.DetectorFactoryCollection;
import edu.umd.cs.findbugs.FindBugs;
import edu.umd.cs.findbugs.FindBugs2;
import edu.umd.cs.findbugs.Plugin;
import edu.umd.cs.findbugs.TextUICommandLine;
import edu.umd.cs.findbugs.log.Profiler;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * SpotBugs as from its command line, which tells at its end what its profiler has counted for the
 * detectors of plugins. In one process both are equally fast, so that this share holds on a noisy
 * machine, too.
 */
public final class ProfiledSpotBugs {
  private ProfiledSpotBugs() {}

  /**
   * Runs SpotBugs.
   *
   * @param arguments the file to which to write the plugins' share of all profiled time, then what
   *     SpotBugs is to be given
   * @throws Exception if SpotBugs fails
   */
  public static void main(String[] arguments) throws Exception {
    FindBugs2 spotBugs = new FindBugs2();
    FindBugs.processCommandLine(
        new TextUICommandLine(), Arrays.copyOfRange(arguments, 1, arguments.length), spotBugs);
    spotBugs.execute();
    double share = share(spotBugs.getBugReporter().getProjectStats().getProfiler(), detectors());
    Files.writeString(Path.of(arguments[0]), Double.toString(share));
  }

  /** Returns the simple names of the plugins' detectors, by which the profiler lists them. */
  private static Set<String> detectors() {
    Set<String> names = new HashSet<>();
    for (Plugin plugin : DetectorFactoryCollection.instance().plugins()) {
      if (!plugin.isCorePlugin()) {
        plugin.getDetectorFactories().stream()
            .map(DetectorFactory::getShortName)
            .forEach(names::add);
      }
    }
    return names;
  }

  /**
   * The profiler gives its numbers to nobody but prints them; its XML leaves out the small ones.
   */
  @SuppressWarnings("deprecation")
  private static double share(Profiler profiler, Set<String> detectors) {
    ByteArrayOutputStream report = new ByteArrayOutputStream();
    profiler.report(
        new Profiler.TotalTimeComparator(profiler),
        new Profiler.FilterByTime(0),
        new PrintStream(report, true, StandardCharsets.UTF_8));
    long ofPlugins = 0;
    long all = 0;
    for (String line : report.toString(StandardCharsets.UTF_8).split("\\R")) {
      String[] columns = line.trim().split("\\s+");
      if (columns.length == 4 && columns[0].matches("[0-9]+")) {
        long millis = Long.parseLong(columns[0]);
        all += millis;
        ofPlugins += detectors.contains(columns[3]) ? millis : 0;
      }
    }
    return (double) ofPlugins / all;
  }
}
