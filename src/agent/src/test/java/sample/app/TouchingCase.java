package sample.app;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import sample.api.DmaBuf;
import sample.api.DmaBufAttachment;
import sample.api.SgTable;

/** A test that touches a page, and a program that runs it. */
class TouchingCase {
  public static void main(String[] args) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(TouchingCase.class))
            .build();
    LauncherFactory.create().execute(request);
  }

  @Test
  void touches() {
    DmaBuf buffer = new Heap().export("frames");
    DmaBufAttachment attachment = buffer.attach("gpu");
    SgTable table = buffer.mapAttachment(attachment);
    Assertions.assertAll(
        () -> {
          table.firstEntry().physicalAddress(); // imported: physicalAddress
        });
    buffer.unmapAttachment(attachment, table);
  }
}
