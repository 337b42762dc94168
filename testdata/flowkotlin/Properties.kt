package flowkotlin

import dev.pagewarden.dmabuf.DmaDirection
import dev.pagewarden.dmabuf.Page
import dev.pagewarden.dmabuf.Scatterlist
import dev.pagewarden.dmabuf.SgTable
import kotlin.properties.Delegates
import kotlin.properties.ReadWriteProperty
import kotlin.reflect.KProperty
import support.Rig

/** Properties of every making. */
private class Plane {
    lateinit var table: SgTable

    lateinit var scratch: SgTable

    var cursor: SgTable? = null
        private set

    var overlay: SgTable = Rig.ownTable(1)
        get() = field
        set(value) {
            field = value
        }

    val first: Scatterlist
        get() = table.firstEntry()

    val firstPage: Page
        get() = table.firstEntry().page() // expect: DMABUF_PAGE_ACCESS

    val head by lazy { table.firstEntry() }

    val pageCount by lazy(LazyThreadSafetyMode.NONE) {
        table.pages().size // expect: DMABUF_PAGE_ACCESS
    }

    fun show(shown: SgTable) {
        cursor = shown
    }

    fun hasTable() = this::table.isInitialized
}

/** A delegate by hand. */
private class Slot : ReadWriteProperty<Any?, SgTable?> {
    private var held: SgTable? = null

    override fun getValue(thisRef: Any?, property: KProperty<*>) = held

    override fun setValue(thisRef: Any?, property: KProperty<*>, value: SgTable?) {
        held = value
    }
}

/** Delegated properties. */
private class Crtc(backing: MutableMap<String, Any?>) {
    var scanout: SgTable? by Slot()

    var spare: SgTable? by Slot()

    var watched: SgTable by Delegates.observable(Rig.ownTable()) { _, old, new ->
        Rig.check(old.nents() == new.nents(), "as many")
    }

    var touched: SgTable by Delegates.observable(Rig.ownTable()) { _, _, new ->
        Rig.check(new.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    }

    var required: SgTable by Delegates.notNull()

    var mapped: SgTable by backing as MutableMap<String, SgTable>
}

private var lastShown: SgTable? = null

private val ownScratch = Rig.ownTable()

/** Runs every variant with an imported table. */
fun main() {
    Rig.buffer().use { buffer ->
        val attachment = buffer.attach(Rig.device("properties"))
        val table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE)
        reportsLateinit(table)
        acceptsLateinitOfOwn(table)
        reportsPrivateSetter(table)
        reportsAccessorsByHand(table)
        reportsComputed(table)
        reportsLazy(table)
        reportsLocalLazy(table)
        reportsDelegate(table)
        reportsObservable(table)
        reportsNotNull(table)
        reportsMapDelegate(table)
        reportsTopLevelProperty(table)
        reportsPropertyReference(table)
        buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE)
        buffer.detach(attachment)
    }
}

private fun reportsLateinit(table: SgTable) {
    val plane = Plane()
    plane.table = table
    Rig.check(plane.hasTable(), "a table")
    Rig.check(plane.table.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
}

private fun acceptsLateinitOfOwn(table: SgTable) {
    val plane = Plane()
    plane.table = table
    plane.scratch = Rig.ownTable()
    Rig.check(plane.scratch.pages().size == 4, "four pages")
}

private fun reportsPrivateSetter(table: SgTable) {
    val plane = Plane()
    plane.show(table)
    Rig.check(plane.cursor!!.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    plane.show(Rig.ownTable())
    Rig.check(plane.cursor!!.pages().size == 4, "four pages")
}

private fun reportsAccessorsByHand(table: SgTable) {
    val plane = Plane()
    Rig.check(plane.overlay.pages().size == 1, "one page")
    plane.overlay = table
    Rig.check(plane.overlay.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
}

private fun reportsComputed(table: SgTable) {
    val plane = Plane().also { it.table = table }
    Rig.check(plane.first.page() == plane.firstPage, "the same page") // expect: DMABUF_PAGE_ACCESS
}

private fun reportsLazy(table: SgTable) {
    val plane = Plane()
    plane.table = table
    Rig.check(plane.head.page().map().hasRemaining(), "a page") // expect: DMABUF_PAGE_ACCESS
    Rig.check(plane.pageCount == 4, "four pages")
}

private fun reportsLocalLazy(table: SgTable) {
    val entry by lazy { table.firstEntry() }
    Rig.check(entry.page().map().hasRemaining(), "a page") // expect: DMABUF_PAGE_ACCESS
    val ours by lazy { Rig.ownTable() }
    Rig.check(ours.pages().size == 4, "four pages")
}

private fun reportsDelegate(table: SgTable) {
    val crtc = Crtc(HashMap())
    crtc.scanout = table
    crtc.spare = Rig.ownTable()
    Rig.check(crtc.scanout!!.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    Rig.check(crtc.spare!!.pages().size == 4, "four pages")
}

private fun reportsObservable(table: SgTable) {
    val crtc = Crtc(HashMap())
    crtc.watched = table
    Rig.check(crtc.watched.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    crtc.touched = table
}

private fun reportsNotNull(table: SgTable) {
    val crtc = Crtc(HashMap())
    crtc.required = table
    Rig.check(crtc.required.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
}

private fun reportsMapDelegate(table: SgTable) {
    val crtc = Crtc(HashMap())
    crtc.mapped = table
    Rig.check(crtc.mapped.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
}

private fun reportsTopLevelProperty(table: SgTable) {
    lastShown = table
    touchLastShown()
    lastShown = null
    Rig.check(ownScratch.pages().size == 4, "four pages")
}

private fun touchLastShown() {
    Rig.check(lastShown!!.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
}

private fun reportsPropertyReference(table: SgTable) {
    val plane = Plane()
    val property = plane::overlay
    property.set(table)
    Rig.check(property.get().pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
}
