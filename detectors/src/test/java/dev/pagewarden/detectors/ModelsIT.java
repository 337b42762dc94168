package dev.pagewarden.detectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of library methods beyond the built-in ones: of a dependency whose code can't be seen. */
class ModelsIT {
  private static final String FRAMES =
      """
      package lib.frames;
      public final class Frames {
        public static Frames mapAttachment() { return new Frames(); }
        public byte[] bytes() { return new byte[0]; }
      }
      """;
  private static final String PIPE =
      """
      package lib.frames;
      public final class Pipe {
        public static native Frames through(Frames frames);
      }
      """;
  private static final String VIEWER =
      """
      package shop;
      import lib.frames.Frames;
      import lib.frames.Pipe;
      public class Viewer {
        byte[] view() {
          Frames frames = Pipe.through(Frames.mapAttachment());
          return frames.bytes();
        }
      }
      """;
  private static final String CONTRACT =
      """
      version: 1
      types:
        table: [lib.frames.Frames]
      map:
        - member: Frames.mapAttachment
          result: table
      access:
        - member: Frames.bytes
          kind: copy
          remedy: ask the lender
      """;
  private static final String MODELS =
      """
      lib.frames.Pipe:
        through: return p0
      """;

  @TempDir Path work;
  private Path apiClasses;
  private Path contract;
  private Path classes;

  @BeforeEach
  void compile() throws Exception {
    apiClasses = Sources.compile(work.resolve("frames"), List.of(), FRAMES, PIPE);
    contract = Files.writeString(work.resolve("contract.yaml"), CONTRACT);
    classes = Sources.compile(work.resolve("classes"), List.of(apiClasses), VIEWER);
  }

  @Test
  void what_code_that_cannot_be_seen_returns_is_unknown() throws Exception {
    assertEquals(0, analyze(Sources.jar(work.resolve("frames.jar"), apiClasses)).bugs().size());
  }

  @Test
  void the_projects_own_model_says_what_it_returns() throws Exception {
    Path models = Files.writeString(work.resolve("models.yaml"), MODELS);
    Path jar = Sources.jar(work.resolve("frames.jar"), apiClasses);
    Report report = spotBugs(jar).property("pagewarden.models", models).analyze(classes);
    assertEquals(1, report.bugs().size(), report.console());
  }

  @Test
  void a_library_carries_models_of_its_own() throws Exception {
    Path carried = apiClasses.resolve("META-INF/pagewarden/models.yaml");
    Files.createDirectories(carried.getParent());
    Files.writeString(carried, MODELS);
    Report report = analyze(Sources.jar(work.resolve("frames.jar"), apiClasses));
    assertEquals(1, report.bugs().size(), report.console());
  }

  @Test
  void a_mistake_in_a_model_is_told_with_its_place() throws Exception {
    Path models =
        Files.writeString(work.resolve("models.yaml"), "lib.frames.Pipe:\n  through: return (\n");
    Path jar = Sources.jar(work.resolve("frames.jar"), apiClasses);
    Report report = spotBugs(jar).property("pagewarden.models", models).analyze(classes);
    assertEquals(1, report.errors().size(), report.console());
    String error = report.errors().get(0);
    assertTrue(error.startsWith("Pagewarden: " + models + ":2:12: in the model of through"), error);
  }

  private Report analyze(Path jar) throws Exception {
    return spotBugs(jar).analyze(classes);
  }

  private SpotBugs spotBugs(Path jar) {
    return SpotBugs.latest(work)
        .with("-visitors", "PageAccessDetector")
        .aux(jar)
        .property("pagewarden.contract", contract);
  }
}
