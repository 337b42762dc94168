package dev.pagewarden.detectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jar as users load it, on every SpotBugs that is promised to take it. */
class HostVersionsIT {
  @TempDir Path work;

  static List<String> versions() {
    return List.of("4.8.6", "4.9.8", System.getProperty("detectors.latest"));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void finds_the_access_beside_all_other_detectors(String version) throws Exception {
    Path api = ShapedApi.jar(work);
    Path classes =
        Sources.compile(work.resolve("classes"), List.of(api), Importers.CAMERA, Importers.MENDED);
    Report report = SpotBugs.version(version, work).aux(api).analyze(classes);
    assertEquals(List.of(), report.errors(), report.console());
    assertEquals(List.of(), report.missing(), report.console());
    assertEquals(
        List.of("shop.Camera.show(Llib/dma/DmaBuf;)Llib/dma/Page;:7"),
        report.of("DMABUF_PAGE_ACCESS").stream().map(Bug::where).toList(),
        report.console());
  }
}
