package dev.pagewarden.agent;

import dev.pagewarden.evidence.RunRecords;
import dev.pagewarden.evidence.SiteTally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the comments of a program's source say about its lines, against what was recorded: {@code //
 * imported: page x2, pages, reached: page}. Both ways: what is said must be recorded, what is
 * recorded must be said.
 */
final class Expectations {
  private static final Pattern COMMENT = Pattern.compile("// ((?:imported|reached): .*)$");
  private static final Pattern WORD = Pattern.compile("(imported:|reached:)|(\\w+)(?: x(\\d+))?");

  /** Ends a comment that is about the line below it. */
  private static final String NEXT = " (next line)";

  private Expectations() {}

  /** Returns the lines where comments and records of the classes differ; empty if they agree. */
  static List<String> differences(RunRecords records, String... simpleNames) throws IOException {
    List<String> differences = new ArrayList<>();
    for (String simpleName : simpleNames) {
      String name = simpleName.contains("/") ? simpleName : "app/" + simpleName;
      Map<String, Integer> said = said(name);
      if (said.isEmpty()) {
        throw new AssertionError(name + ".java says nothing");
      }
      Map<String, Integer> recorded = recorded(records, name);
      for (String key : union(said, recorded)) {
        int wanted = said.getOrDefault(key, 0);
        int found = recorded.getOrDefault(key, 0);
        if (wanted != found) {
          differences.add(name + ".java:" + key + ": said " + wanted + ", recorded " + found);
        }
      }
    }
    return differences;
  }

  private static List<String> union(Map<String, Integer> a, Map<String, Integer> b) {
    Map<String, Integer> all = new TreeMap<>(a);
    all.putAll(b);
    return List.copyOf(all.keySet());
  }

  private static Map<String, Integer> said(String name) throws IOException {
    Map<String, Integer> said = new TreeMap<>();
    List<String> lines =
        Files.readAllLines(Path.of(System.getProperty("sample.sources"), name + ".java"));
    for (int i = 0; i < lines.size(); i++) {
      Matcher comment = COMMENT.matcher(lines.get(i));
      if (comment.find()) {
        int line = lines.get(i).endsWith(NEXT) ? i + 2 : i + 1;
        Matcher word = WORD.matcher(comment.group(1).replace(NEXT, ""));
        String how = "";
        while (word.find()) {
          if (word.group(1) != null) {
            how = word.group(1);
          } else {
            int count = word.group(3) == null ? 1 : Integer.parseInt(word.group(3));
            said.merge(line + " " + how + " " + word.group(2), count, Integer::sum);
          }
        }
      }
    }
    return said;
  }

  private static Map<String, Integer> recorded(RunRecords records, String name) {
    Map<String, Integer> recorded = new TreeMap<>();
    for (SiteTally tally : records.tallies()) {
      String type = tally.site().callSite().className();
      if (type.equals("sample/" + name) || type.startsWith("sample/" + name + "$")) {
        String key = tally.site().memberName();
        if (tally.imported() > 0) {
          recorded.merge(tally.site().callSite().line() + " imported: " + key, 1, Integer::sum);
        }
        if (tally.other() > 0) {
          recorded.merge(tally.site().callSite().line() + " reached: " + key, 1, Integer::sum);
        }
      }
    }
    return recorded;
  }
}
