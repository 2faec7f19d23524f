using System.Text;
using Lighthouse.Bridge.Tests.Running;
using static Lighthouse.Bridge.Tests.FileView.PosixCalls;

namespace Lighthouse.Bridge.Tests.FileView;

/// <summary>The edges of files and names.</summary>
public sealed class SpecialFileTests
{
    private const int NotPermitted = 1;
    private const int NoEntry = 2;
    private const int TooLarge = 27;
    private const int NoSpace = 28;
    private const int ReadOnlyView = 30;
    private const int NameTooLong = 36;
    private const int NotSupported = 95;
    private static readonly byte[] Some = "something"u8.ToArray();

    [Fact]
    public async Task Any_bytes_make_a_name_and_long_names_are_refused()
    {
        await using var bridge = await MountedBridge.StartAsync();
        string[] names = ["\xf0\xf1 not utf-8", "new\nline", "\xc3\xa4", new('x', 255), "...", " ", "-rf", "##vso[task]"];
        foreach (var name in names)
        {
            var (error, file) = Open($"{bridge.SeenCurrent}/{name}", ReadWrite | Create, 0x1A4);
            Assert.Equal(0, error);
            file!.Dispose();
            Assert.Equal(0, Stat($"{bridge.Project}/{name}").Error);
        }

        Assert.Equal(NameTooLong, Open($"{bridge.SeenCurrent}/{new string('x', 256)}", ReadWrite | Create, 0x1A4).Error);
        Assert.Equal(NameTooLong, Stat($"{bridge.SeenCurrent}/{new string('x', 300)}").Error);
        Assert.Equal("8\n", await bridge.RunAsync("ls -A --quoting-style=c | wc -l"));
        Assert.Equal("\xf0\xf1 not utf-8\n", await bridge.RunAsync("ls -N | grep -a utf"));
        await bridge.RecordedAsync();
        await using var admin = await bridge.AdminAsync();
        var events = (await admin.QueryAsync(new() { EventType = "file_changed" }, Running.RunningBridge.Cancellation)).Events;
        var odd = Assert.Single(events, e => e.Data.TryGetProperty("path_bytes", out _) && e.Data.GetProperty("kind").GetString() == "created");
        Assert.Equal(names[0], Encoding.Latin1.GetString(odd.Data.GetProperty("path_bytes").GetBytesFromBase64()));
        await bridge.RunAsync("find . -mindepth 1 -delete; test -z \"$(ls -A)\"");
    }

    [Fact]
    public async Task Links_in_the_project_lead_nowhere()
    {
        await using var bridge = await MountedBridge.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(bridge.Beside, "secret"), "secret", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(bridge.Project, "file"), Path.Combine(bridge.Beside, "secret"));
        Directory.CreateSymbolicLink(Path.Combine(bridge.Project, "folder"), bridge.Beside);
        Directory.CreateSymbolicLink(Path.Combine(bridge.Project, "up"), "..");

        foreach (var script in (string[])["cat file", "cat folder/secret", "ls up/", "echo x > file", "echo x > folder/new", "mkdir up/x", "readlink file"])
            Assert.NotEqual(0, (await bridge.Space.ShellAsync(bridge.Current, script)).ExitCode);

        Assert.Equal("file\nfolder\nup\n", await bridge.RunAsync("ls"));
        Assert.Equal("secret", await File.ReadAllTextAsync(Path.Combine(bridge.Beside, "secret"), TestContext.Current.CancellationToken));
        Assert.Single(Directory.EnumerateFileSystemEntries(bridge.Beside));
        await bridge.RunAsync("rm file folder up");
        Assert.True(File.Exists(Path.Combine(bridge.Beside, "secret")));
    }

    [Fact]
    public async Task A_folder_that_becomes_a_link_under_an_open_path_lets_nobody_out()
    {
        await using var bridge = await MountedBridge.StartAsync();
        await bridge.RunAsync("mkdir -p way/deep; echo x > way/deep/file; cat way/deep/file");
        Directory.Move(Path.Combine(bridge.Project, "way"), Path.Combine(bridge.Project, "old"));
        Directory.CreateDirectory(Path.Combine(bridge.Beside, "deep"));
        Directory.CreateSymbolicLink(Path.Combine(bridge.Project, "way"), bridge.Beside);

        // The kernel may still hold the folder's name; the bridge must not follow what it has become.
        Assert.NotEqual(0, (await bridge.Space.ShellAsync(bridge.Current, "echo out > way/deep/new")).ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(bridge.Beside, "deep")));
    }

    [Fact]
    public async Task Limits_of_size_and_number_hold_and_room_comes_back()
    {
        await using var bridge = await MountedBridge.StartAsync(
            "--Bridge:FileView:FileBytes=100000", "--Bridge:FileView:TotalBytes=250000", "--Bridge:FileView:Files=5");
        string At(string name) => $"{bridge.SeenCurrent}/{name}";
        var data = new byte[100_000];
        using (var file = Open(At("one"), ReadWrite | Create, 0x1A4).File!)
        {
            Assert.Equal((0, 100_000), Write(file, data, 0));
            Assert.Equal(TooLarge, Write(file, data, 100_000).Error);
            Assert.Equal(TooLarge, Resize(file, 100_001));
        }

        foreach (var name in (string[])["two", "three"])
            using (var file = Open(At(name), ReadWrite | Create, 0x1A4).File!)
                if (name == "two") Assert.Equal(0, Write(file, data, 0).Error);
                else Assert.Equal(NoSpace, Write(file, data, 0).Error);
        Assert.Equal(NoSpace, Resize(At("three"), 60_000));
        Assert.Equal(0, Resize(At("three"), 50_000));

        // An open file without a name holds its bytes until it is closed.
        using (Open(At("one"), 0).File!)
        {
            Assert.Equal(0, Unlink(At("one")));
            Assert.Equal(NoSpace, Resize(At("three"), 60_000));
        }

        await Assert.EventuallyAsync(() => Resize(At("three"), 60_000) == 0);
        Assert.Equal(0, Make(At("folder"), 0x1FF));
        Assert.Equal(0, Make(At("other"), 0x1FF));
        Assert.Equal(0, Open(At("five"), ReadWrite | Create, 0x1A4).Error);
        Assert.Equal(NoSpace, Open(At("six"), ReadWrite | Create, 0x1A4).Error);
        Assert.Equal(NoSpace, Make(At("six"), 0x1FF));
        Assert.Equal(0, RemoveDirectory(At("folder")));
        Assert.Equal(0, Make(At("six"), 0x1FF));
        Assert.Equal(5, await bridge.FigureAsync("bridge_file_view_files"));
        Assert.Equal(160_000, await bridge.FigureAsync("bridge_file_view_bytes"));
        Assert.Equal(0, Unlink(At("two")));
        Assert.Equal((60_000, 4), (await bridge.FigureAsync("bridge_file_view_bytes"), await bridge.FigureAsync("bridge_file_view_files")));
    }

    [Fact]
    public async Task What_is_not_offered_says_so()
    {
        await using var bridge = await MountedBridge.StartAsync();
        await bridge.RunAsync("echo x > file");
        var file = $"{bridge.SeenCurrent}/file";
        Assert.Equal(NotSupported, SymbolicLink("file", $"{bridge.SeenCurrent}/link"));
        Assert.Equal(NotSupported, Link(file, $"{bridge.SeenCurrent}/second"));
        Assert.Equal(NotSupported, SetAttribute(file));
        Assert.Equal(NotPermitted, ChangeMode(file, 0x9ED));
        Assert.Contains("not permitted", (await bridge.Space.ShellAsync(bridge.Current, "mknod device c 1 3")).Errors, StringComparison.Ordinal);
        foreach (var area in (string[])["", "history/", "shadows/", "context/", "streams/", "debug/"])
        {
            Assert.Equal(ReadOnlyView, Make($"{bridge.Space.Root}{bridge.View}/{area}x", 0x1FF));
            Assert.Equal(ReadOnlyView, Open($"{bridge.Space.Root}{bridge.View}/{area}x", ReadWrite | Create, 0x1A4).Error);
        }

        Assert.Equal(18, Rename(file, $"{bridge.Space.Root}{bridge.View}/history/x"));
        Assert.Equal(NoEntry, Stat($"{bridge.Space.Root}{bridge.View}/nothing").Error);
    }

    [Fact]
    public async Task A_listing_stays_as_it_began_while_files_come_and_go()
    {
        await using var bridge = await MountedBridge.StartAsync();
        await bridge.RunAsync("for i in $(seq 1000); do : > keep$i; done");

        // Each name that was there throughout is listed once, whatever is made and removed meanwhile.
        using var listing = new DirectoryInfo(bridge.SeenCurrent).EnumerateFiles().GetEnumerator();
        var names = new List<string>();
        for (var i = 0; listing.MoveNext(); i++)
        {
            names.Add(listing.Current.Name);
            if (i % 50 == 0) await bridge.RunAsync($": > new{i}; rm -f new{i - 100}; mv keep{i / 50 + 1} moved; mv moved keep{i / 50 + 1}");
        }

        Assert.Equal(1_000, names.Where(name => name.StartsWith("keep", StringComparison.Ordinal)).Distinct().Count());
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public async Task Mapped_memory_sees_what_is_written()
    {
        await using var bridge = await MountedBridge.StartAsync();
        var path = $"{bridge.SeenCurrent}/mapped";
        await File.WriteAllBytesAsync(path, new byte[8_192], TestContext.Current.CancellationToken);
        using (var map = System.IO.MemoryMappedFiles.MemoryMappedFile.CreateFromFile(path))
        using (var view = map.CreateViewAccessor())
        {
            using var file = Open(path, ReadWrite).File!;
            Write(file, [7], 5_000);
            Assert.Equal(7, view.ReadByte(5_000));
            view.Write(100, (byte)9);
            view.Flush();
            Assert.Equal(9, Read(file, 1, 100).Data[0]);
        }

        Assert.Equal(9, (await File.ReadAllBytesAsync(Path.Combine(bridge.Project, "mapped"), TestContext.Current.CancellationToken))[100]);
    }

    [Fact]
    public async Task Synchronised_is_on_disk()
    {
        await using var bridge = await MountedBridge.StartAsync();
        using var file = Open($"{bridge.SeenCurrent}/file", ReadWrite | Create, 0x1A4).File!;
        Write(file, Some, 0);
        Assert.Equal(0, Sync(file));
        Assert.Equal("synced\n", await bridge.RunAsync("sync . && sync file && echo synced"));
    }

    [Fact]
    public async Task The_kernel_s_forgotten_entries_are_forgotten_here()
    {
        await using var bridge = await MountedBridge.StartAsync();
        for (var round = 0; round < 2; round++)
            await bridge.RunAsync("i=0; while [ $i -lt 800 ]; do : > file$i; i=$((i+1)); done; mkdir -p d/e/f; : > d/e/f/g; rm -r d; find . -name 'file*' -delete");
        await Assert.EventuallyAsync(() => bridge.FigureAsync("bridge_file_view_nodes").Result < 50);
        await Assert.EventuallyAsync(() => bridge.FigureAsync("bridge_file_view_open").Result == 0);
        Assert.Equal(0, await bridge.FigureAsync("bridge_file_view_files"));
    }
}
