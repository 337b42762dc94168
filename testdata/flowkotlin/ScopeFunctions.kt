package flowkotlin

import dev.pagewarden.dmabuf.DmaBuf
import dev.pagewarden.dmabuf.DmaBufAttachment
import dev.pagewarden.dmabuf.DmaDirection
import dev.pagewarden.dmabuf.Scatterlist
import dev.pagewarden.dmabuf.SgTable
import support.Rig

/** An import that ends with its block. */
private class Import(private val buffer: DmaBuf, name: String) : AutoCloseable {
    private val attachment: DmaBufAttachment = buffer.attach(Rig.device(name))

    val table: SgTable = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE)

    override fun close() {
        buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE)
        buffer.detach(attachment)
    }
}

/** Something with settings. */
private class Layer {
    var table: SgTable? = null
    var entry: Scatterlist? = null
}

/** Runs every variant with an imported table. */
fun main() {
    Rig.buffer().use { buffer ->
        val attachment = buffer.attach(Rig.device("scope-functions"))
        val table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE)
        reportsLet(table)
        reportsChainOfLets(table)
        reportsAlsoAndApply(table)
        reportsRunAndWith(table)
        reportsTakeIf(table)
        acceptsScopesOnOwn(table)
        reportsRepeat(table)
        reportsUse(buffer)
        reportsRunCatching(table)
        reportsNestedScopes(table)
        reportsSynchronized(table)
        buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE)
        buffer.detach(attachment)
    }
}

private fun reportsLet(table: SgTable) {
    val pages = table.let { it.pages() } // expect: DMABUF_PAGE_ACCESS
    Rig.check(pages.size == 4, "four pages")
    table.firstEntry().let { entry ->
        Rig.check(entry.offset() == 0, "at the start")
        Rig.check(entry.virtualAddress() != 0L, "an address") // expect: DMABUF_PAGE_ACCESS
    }
}

private fun reportsChainOfLets(table: SgTable) {
    val address = table
        .let { it.firstEntry() }
        .let { it.next() }
        .let { it.physicalAddress() } // expect: DMABUF_PAGE_ACCESS
    Rig.check(address != 0L, "an address")
}

private fun reportsAlsoAndApply(table: SgTable) {
    table
        .also { Rig.check(it.nents() == 4, "four entries") }
        .apply { Rig.check(pages().size == 4, "four pages") } // expect: DMABUF_PAGE_ACCESS
    val layer = Layer().apply {
        this.table = table
        entry = Rig.ownTable().firstEntry()
    }
    Rig.check(layer.table!!.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    Rig.check(layer.entry!!.page() != null, "ours")
}

private fun reportsRunAndWith(table: SgTable) {
    val first = table.run { firstEntry() }
    val page = with(first) {
        Rig.check(dmaLength() > 0, "some bytes")
        page() // expect: DMABUF_PAGE_ACCESS
    }
    Rig.check(page.map().hasRemaining(), "bytes") // expect: DMABUF_PAGE_ACCESS
    run {
        Rig.check(table.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    }
}

private fun reportsTakeIf(table: SgTable) {
    val some = table.takeIf { it.nents() == 4 }
    Rig.check(some!!.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    val other = table.takeUnless { it.nents() == 4 } ?: Rig.ownTable()
    Rig.check(other.nents() == 4, "four entries")
}

private fun acceptsScopesOnOwn(table: SgTable) {
    Rig.ownTable().let { ours ->
        table.let { theirs -> Rig.check(theirs.nents() == ours.pages().size, "as many") }
    }
    with(Rig.ownTable()) {
        Rig.check(pages().size == table.nents(), "as many")
    }
    val shadow = table.let { Rig.ownTable() }
    Rig.check(shadow.pages().size == 4, "four pages")
}

private fun reportsRepeat(table: SgTable) {
    var entry = table.firstEntry()
    repeat(3) {
        entry = entry.next()
        Rig.check(entry.page() != null, "page $it") // expect: DMABUF_PAGE_ACCESS
    }
}

private fun reportsUse(buffer: DmaBuf) {
    Import(buffer, "use").use { import ->
        Rig.check(import.table.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    }
    val addresses = Import(buffer, "use-clean").use { it.table.dmaAddresses() }
    Rig.check(addresses.size == 4, "four addresses")
}

private fun reportsRunCatching(table: SgTable) {
    val count = runCatching { table.pages().size }.getOrThrow() // expect: DMABUF_PAGE_ACCESS
    Rig.check(count == 4, "four pages")
    val entry = runCatching { table.firstEntry() }.getOrNull()
    Rig.check(entry!!.page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
    runCatching { table }
        .onSuccess { Rig.check(it.pages().size == 4, "four pages") } // expect: DMABUF_PAGE_ACCESS
        .onFailure { Rig.check(false, "no failure") }
}

private fun reportsNestedScopes(table: SgTable) {
    Layer().apply {
        table.firstEntry().also { entry = it }.run {
            next().let { Rig.check(it.page() != null, "a page") } // expect: DMABUF_PAGE_ACCESS
        }
    }.entry?.let {
        Rig.check(it.page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
    }
}

private fun reportsSynchronized(table: SgTable) {
    val pages = synchronized(table) { table.pages() } // expect: DMABUF_PAGE_ACCESS
    Rig.check(pages.size == 4, "four pages")
}
