package dev.pagewarden.benchmarks;

import dev.pagewarden.contract.Role;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A plugin of SpotBugs, running alone. */
final class SpotBugsAnalyser implements Analyser {
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private final String name;
  private final Path plugin;
  private final String detectors;
  private final String pattern;
  private final int lowestPriority;
  private final List<String> properties;

  private SpotBugsAnalyser(
      String name,
      Path plugin,
      String detectors,
      String pattern,
      int lowestPriority,
      List<String> properties) {
    this.name = name;
    this.plugin = plugin;
    this.detectors = detectors;
    this.pattern = pattern;
    this.lowestPriority = lowestPriority;
    this.properties = properties;
  }

  /** Our own. */
  static SpotBugsAnalyser ours() throws IOException {
    return new SpotBugsAnalyser(
        "Pagewarden",
        Build.plugin(),
        "ClassIndexer,PageAccessDetector",
        "DMABUF_PAGE_ACCESS",
        3,
        List.of());
  }

  /**
   * FindSecBugs' taint analysis with the rule as its custom configuration.
   *
   * @param sureOnly whether only what it is sure of counts, or also where it knows no source
   */
  static SpotBugsAnalyser findSecBugs(boolean sureOnly) throws IOException {
    List<ApiRule> rules = ApiRule.of(Build.dmabuf());
    Path taints = Build.output().resolve("findsecbugs-taints.txt");
    Files.write(
        taints,
        rules.stream().filter(ApiRule::yields).map(rule -> signature(rule) + taint(rule)).toList());
    Path sinks = Build.output().resolve("findsecbugs-sinks.txt");
    Files.write(
        sinks,
        rules.stream()
            .filter(rule -> rule.role() == Role.ACCESS && rule.operands() > 0)
            .map(rule -> signature(rule) + allOperands(rule))
            .toList());
    return new SpotBugsAnalyser(
        sureOnly ? "FindSecBugs, sure" : "FindSecBugs, all",
        Build.findSecBugs(),
        "CustomInjectionDetector",
        "CUSTOM_INJECTION",
        sureOnly ? 1 : 3,
        List.of(
            "-Dfindsecbugs.taint.customconfigfile=" + taints,
            "-Dfindsecbugs.injection.sources=" + sinks,
            "-Dfindsecbugs.taint.workaroundvisitinvokedynamic=true"));
  }

  private static String signature(ApiRule rule) {
    return rule.owner() + "." + rule.method() + rule.descriptor() + ":";
  }

  /** A mapping taints; whatever else yields a value hands on the taint of what it takes. */
  private static String taint(ApiRule rule) {
    return rule.role() == Role.MAP ? "TAINTED" : allOperands(rule);
  }

  private static String allOperands(ApiRule rule) {
    return IntStream.range(0, rule.operands())
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(","));
  }

  @Override
  public Result analyse() throws IOException, InterruptedException {
    Path report = Build.output().resolve("comparison.xml");
    List<String> arguments = new ArrayList<>(properties);
    arguments.addAll(List.of("-Xmx2g", "-cp", Build.spotBugs(), "edu.umd.cs.findbugs.FindBugs2"));
    arguments.addAll(List.of("-pluginList", plugin.toString(), "-visitors", detectors, "-low"));
    Path classes = Build.testdata().resolve("target/classes");
    arguments.addAll(List.of("-auxclasspath", classes + File.pathSeparator + Build.dmabuf()));
    arguments.add("-xml:withMessages=" + report);
    arguments.add(Build.testdata().resolve("target/application").toString());
    JavaRun run = JavaRun.of(Build.output().resolve("comparison.log"), LIMIT, arguments);
    return new Result(name, run.exit() == 0 ? read(report) : Set.of(), run);
  }

  private Set<String> read(Path report) throws IOException {
    Set<String> lines = new TreeSet<>();
    try {
      NodeList bugs =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(report.toFile())
              .getElementsByTagName("BugInstance");
      for (int i = 0; i < bugs.getLength(); i++) {
        Element bug = (Element) bugs.item(i);
        if (bug.getAttribute("type").equals(pattern)
            && Integer.parseInt(bug.getAttribute("priority")) <= lowestPriority) {
          lines.add(lineOf(bug));
        }
      }
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(report + " is no report of SpotBugs", e);
    }
    return lines;
  }

  /** The primary line: the first that stands directly below the bug. */
  private static String lineOf(Element bug) {
    for (var node = bug.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element line && line.getTagName().equals("SourceLine")) {
        return line.getAttribute("sourcepath") + ":" + line.getAttribute("start");
      }
    }
    return "";
  }
}
