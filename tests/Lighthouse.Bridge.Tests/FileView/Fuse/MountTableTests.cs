using Lighthouse.Bridge.FileView.Fuse;

namespace Lighthouse.Bridge.Tests.FileView.Fuse;

public sealed class MountTableTests
{
    [Fact]
    public void It_reads_escaped_folders_and_optional_fields()
    {
        const string table =
            "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 shared:2 - ext3 /dev/root rw,errors=continue\n" +
            "40 35 0:50 / /a\\040b\\134c rw - fuse.lighthouse lighthouse rw,user_id=0\n";
        Assert.Equal([new("/mnt2", "ext3", "/dev/root"), new("/a b\\c", "fuse.lighthouse", "lighthouse")], MountTable.Parse(table));
    }

    [Theory]
    [InlineData(5)]
    public void Nothing_makes_it_throw(int seed)
    {
        var random = new Random(seed);
        const string letters = " -\\01/a\n:";
        for (var i = 0; i < 20_000; i++)
            MountTable.Parse(new string([.. Enumerable.Range(0, random.Next(80)).Select(_ => letters[random.Next(letters.Length)])]));
    }
}
