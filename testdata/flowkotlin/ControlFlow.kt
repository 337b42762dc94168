package flowkotlin

import dev.pagewarden.dmabuf.DmaBuf
import dev.pagewarden.dmabuf.DmaDirection
import dev.pagewarden.dmabuf.SgTable
import support.Rig

private class Busy(val table: SgTable) : RuntimeException("busy")

private class Guard(val table: SgTable) : AutoCloseable {
    override fun close() {
        Rig.check(table.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    }
}

/** Runs every variant with an imported table. */
fun main() {
    Rig.buffer().use { buffer ->
        val attachment = buffer.attach(Rig.device("control-flow"))
        val table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE)
        reportsTryAsValue(table)
        reportsException(table)
        reportsFinally(table)
        reportsClose(table)
        reportsLabels(table)
        reportsRangeLoop(table)
        reportsSwap(table)
        acceptsOverwritten(table)
        acceptsTemplates(table)
        reportsRequire(table)
        acceptsConsent(buffer)
        reportsReuse(buffer)
        buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE)
        buffer.detach(attachment)
    }
}

private fun reportsTryAsValue(table: SgTable) {
    val some = try {
        table
    } catch (e: IllegalStateException) {
        Rig.ownTable()
    }
    Rig.check(some.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
}

private fun reportsException(table: SgTable) {
    try {
        throw Busy(table)
    } catch (e: Busy) {
        Rig.check(e.table.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    }
}

private fun reportsFinally(table: SgTable) {
    var held: SgTable? = null
    try {
        held = table
    } finally {
        Rig.check(held?.firstEntry()?.offset() == 0, "at its start")
    }
    Rig.check(held?.pages()?.size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
}

private fun reportsClose(table: SgTable) {
    Guard(table).use { Rig.check(it.table.nents() == 4, "four entries") }
}

private fun reportsLabels(table: SgTable) {
    var last = table.firstEntry()
    outer@ for (round in 0 until 2) {
        for (entry in table) {
            if (round == 1) break@outer
            if (entry.dmaLength() == 0L) continue@outer
            last = entry
        }
    }
    Rig.check(last.page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
}

private fun reportsRangeLoop(table: SgTable) {
    val pages = table.pages() // expect: DMABUF_PAGE_ACCESS
    for (i in pages.indices.reversed() step 2) {
        Rig.check(pages[i].map().hasRemaining(), "bytes") // expect: DMABUF_PAGE_ACCESS
    }
}

private fun reportsSwap(table: SgTable) {
    var ours = Rig.ownTable()
    var theirs = table
    ours = theirs.also { theirs = ours }
    Rig.check(ours.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    Rig.check(theirs.pages().size == 4, "four pages")
}

private fun acceptsOverwritten(table: SgTable) {
    var some = table
    Rig.check(some.nents() == 4, "four entries")
    some = Rig.ownTable()
    Rig.check(some.pages().size == 4, "four pages")
}

private fun acceptsTemplates(table: SgTable) {
    val entry = table.firstEntry()
    val text = "table $table of ${table.nents()} entries, the first ${entry.dmaAddress()}: $entry"
    Rig.check(text.length > 9, text)
}

private fun reportsRequire(table: SgTable) {
    require(table.nents() == 4) { "not $table" }
    check(table.firstEntry().page() != null) { "no page" } // expect: DMABUF_PAGE_ACCESS
}

private fun acceptsConsent(buffer: DmaBuf) {
    val attachment = buffer.attach(Rig.device("consent"))
    val mapped = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE)
    val count = if (buffer.sharesPages(attachment)) mapped.pages().size else mapped.nents()
    Rig.check(count == 4, "four")
    buffer.unmapAttachment(attachment, mapped, DmaDirection.TO_DEVICE)
    buffer.detach(attachment)
}

private fun reportsReuse(buffer: DmaBuf) {
    val attachment = buffer.attach(Rig.device("reuse"))
    buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE).run {
        val bytes = mappingIterator() // expect: DMABUF_PAGE_ACCESS
        Rig.check(bytes != null, "bytes")
        buffer.unmapAttachment(attachment, this, DmaDirection.TO_DEVICE)
    }
    buffer.detach(attachment)
}
