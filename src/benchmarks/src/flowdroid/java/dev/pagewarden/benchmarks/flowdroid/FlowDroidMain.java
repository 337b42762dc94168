package dev.pagewarden.benchmarks.flowdroid;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import soot.SootMethod;
import soot.jimple.Stmt;
import soot.jimple.infoflow.Infoflow;
import soot.jimple.infoflow.results.ResultSinkInfo;
import soot.jimple.infoflow.taintWrappers.EasyTaintWrapper;

/** Runs FlowDroid's plain Java analysis; the only class here that knows it. */
public final class FlowDroidMain {
  private FlowDroidMain() {}

  /**
   * Analyses each entry by itself, as FlowDroid's own test suite does, and writes the lines of the
   * sinks that a source's value reaches.
   *
   * @param arguments the application's classes, its libraries, files with the signatures of
   *     entries, sources and sinks, and the file to write
   * @throws IOException if one of these files can't be read or written
   */
  public static void main(String[] arguments) throws IOException {
    List<String> sources = Files.readAllLines(Path.of(arguments[3]));
    List<String> sinks = Files.readAllLines(Path.of(arguments[4]));
    Set<String> lines = new TreeSet<>();
    String libraries = arguments[1] + File.pathSeparator + "VIRTUAL_FS_FOR_JDK";
    for (String entry : Files.readAllLines(Path.of(arguments[2]))) {
      try {
        lines.addAll(analyse(arguments[0], libraries, entry, sources, sinks));
      } catch (RuntimeException e) {
        System.err.println(entry + ": " + e);
      }
      Files.write(Path.of(arguments[5]), lines);
    }
  }

  private static List<String> analyse(
      String application, String libraries, String entry, List<String> sources, List<String> sinks)
      throws IOException {
    Infoflow infoflow = new Infoflow();
    infoflow.setTaintWrapper(EasyTaintWrapper.getDefault());
    infoflow.setSootConfig((options, config) -> options.set_keep_line_number(true));
    List<String> lines = new ArrayList<>();
    infoflow.addResultsAvailableHandler(
        (cfg, results) -> {
          if (!results.isEmpty()) {
            for (ResultSinkInfo sink : results.getResults().keySet()) {
              lines.add(line(cfg.getMethodOf(sink.getStmt()), sink.getStmt()));
            }
          }
        });
    infoflow.computeInfoflow(application, libraries, List.of(entry), sources, sinks);
    return lines;
  }

  private static String line(SootMethod method, Stmt statement) {
    String name = method.getDeclaringClass().getName();
    int nested = name.indexOf('$');
    String outer = nested < 0 ? name : name.substring(0, nested);
    return outer.replace('.', '/') + ".java:" + statement.getJavaSourceStartLineNumber();
  }
}
