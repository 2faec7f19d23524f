using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.FileView.Fuse;
using Lighthouse.Bridge.FileView.History;
using Lighthouse.Bridge.FileView.Project;
using Lighthouse.Bridge.FileView.Tree;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.FileView.History;

public sealed class FileHistoryTests
{
    private readonly ManualTime _time = new();
    private long _sequence;

    [Fact]
    public void An_hour_shows_the_state_at_its_beginning()
    {
        var history = Create();
        Write(history, "a", "one");
        _time.Advance(TimeSpan.FromMinutes(30));
        Write(history, "a", "two");
        _time.Advance(TimeSpan.FromMinutes(30));
        var area = new HistoryArea(history, new ContentStore("nowhere"), _time);

        Assert.Equal(["2026-03-01T13"], Names(area, ""));
        Assert.Equal(["a"], Names(area, "2026-03-01T13"));
        Assert.Equal("two", history.At("a", Ns(13))!.Digest);
        Assert.Equal(Errno.ENOENT, area.Stat("2026-03-01T12/a", out _));
        Assert.Equal(Errno.ENOENT, area.Stat("2026-03-01T14", out _));
        Assert.Equal("one", history.At("a", Ns(12) + 60_000_000_000L * 5)!.Digest);
    }

    [Fact]
    public void Hours_without_a_change_before_them_are_not_listed_but_can_be_named()
    {
        var history = Create();
        Write(history, "a", "one");
        _time.Advance(TimeSpan.FromHours(5));
        var area = new HistoryArea(history, new ContentStore("nowhere"), _time);
        Assert.Equal(["2026-03-01T13"], Names(area, ""));
        Assert.Equal(["a"], Names(area, "2026-03-01T16"));
    }

    [Fact]
    public void A_renamed_folder_takes_along_what_is_in_it_and_replaces_what_was_there()
    {
        var history = Create();
        Write(history, "d/x", "x");
        Write(history, "d/e/y", "y");
        Apply(history, new(FileChangeKind.DirectoryCreated, "d", null, 0, 0x1ED, null, 0));
        Apply(history, new(FileChangeKind.DirectoryCreated, "d/e", null, 0, 0x1ED, null, 0));
        Apply(history, new(FileChangeKind.DirectoryCreated, "f", null, 0, 0x1ED, null, 0));
        Apply(history, new(FileChangeKind.Renamed, "f", "d", 0, 0, null, 0));
        Assert.Equal(["f", "f/e", "f/e/y", "f/x"], history.Present().Order(StringComparer.Ordinal));
        Apply(history, new(FileChangeKind.Exchanged, "f/e", "f/x", 0, 0, null, 0));
        Assert.Equal(["f", "f/e", "f/x", "f/x/y"], history.Present().Order(StringComparer.Ordinal));
        Assert.Equal("x", history.Latest("f/e")!.Digest);
        Apply(history, new(FileChangeKind.DirectoryDeleted, "f", null, 0, 0, null, 0));
        Assert.Empty(history.Present());
    }

    [Fact]
    public void It_never_holds_more_than_its_limit_whatever_the_names_are()
    {
        var history = Create(versions: 100);
        for (var i = 0; i < 5_000; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            Write(history, $"temporary/{i}", $"digest {i}");
            Apply(history, new(FileChangeKind.Deleted, $"temporary/{i}", null, 0, 0, null, 0));
        }

        Assert.True(history.Superseded <= 100);
        var dropped = history.TakeUnreferenced();
        Assert.InRange(dropped.Count, 4_900, 5_000);
        Assert.Empty(history.TakeUnreferenced());
        Assert.False(history.Reaches(Ns(12)));
        // Listing walks every name that is held.
        Assert.InRange(history.List("temporary", long.MaxValue).Count + history.Names, 0, 210);
    }

    [Fact]
    public void What_is_too_old_is_dropped_but_the_present_never()
    {
        var history = Create();
        Write(history, "a", "one");
        Write(history, "b", "b");
        _time.Advance(TimeSpan.FromHours(1));
        Write(history, "a", "two");
        _time.Advance(TimeSpan.FromHours(200));
        Write(history, "c", "c");
        Assert.Equal(["one"], history.TakeUnreferenced());
        Assert.Equal(["a", "b", "c"], history.Present().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Names_of_moments_are_hours_minutes_and_seconds()
    {
        Assert.Equal(Ns(9), Moments.Parse("2026-03-01T09"));
        Assert.Equal(Ns(9) + 90_000_000_000, Moments.Parse("2026-03-01T09:01:30"));
        foreach (var wrong in (string[])["", "2026-03-01", "2026-03-01T9", "2026-03-01T25", "2026-02-30T01", "x"]) Assert.Null(Moments.Parse(wrong));
    }

    private static long Ns(int hour) => new DateTimeOffset(2026, 3, 1, hour, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() * 1_000_000;

    private FileHistory Create(int versions = 1_000) => new(
        new BridgeOptions { TokenSecret = "", StoreKey = "", AgentKey = "", AdminSecret = "", FileView = new() { HistoryVersions = versions } });

    private void Write(FileHistory history, string path, string digest) =>
        Apply(history, new(FileChangeKind.Written, path, null, 1, 0x1A4, digest, 0));

    private void Apply(FileHistory history, RecordedChange change)
    {
        var written = FileEvents.Write(change, new(change.Kind, change.Path, 0), isShared: false);
        // A moment after the last: each change is later than the one before.
        _time.Advance(TimeSpan.FromMilliseconds(1));
        history.Apply(new StoredEvent(++_sequence, _time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000, "node", written));
    }

    private static List<string> Names(HistoryArea area, string path)
    {
        var names = new List<ViewName>();
        Assert.Equal(Errno.None, area.List(path, names));
        return [.. names.Select(name => name.Name).Order(StringComparer.Ordinal)];
    }
}
