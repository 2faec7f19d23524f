using System.Globalization;
using System.Text;

namespace Lighthouse.Security.Scanning.Container;

/// <summary>The user as whom containers of an image run.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Groups">Ids of its groups.</param>
/// <param name="Said">How the image names it.</param>
internal sealed record ImageUser(int Id, IReadOnlyList<int> Groups, string Said)
{
    private const string Passwd = "etc/passwd", GroupFile = "etc/group";

    public bool IsRoot => Id == 0;

    /// <summary>Whether a file says something about users.</summary>
    public static bool Needs(string path) => path is Passwd or GroupFile;

    /// <summary>Finds out who it is, as an engine would.</summary>
    /// <exception cref="ScanException">The image names nobody that it knows.</exception>
    public static ImageUser Of(ContainerImage image)
    {
        var said = image.Description.Configuration.User;
        var (users, groups) = (Lines(image.Files.Find(Passwd)), Lines(image.Files.Find(GroupFile)));
        var parts = said.Split(':', 2);
        var name = parts[0].Length == 0 ? "0" : parts[0];
        // A name comes before a number: a user who is called 10 need not have that id.
        var entry = users.FirstOrDefault(line => line[0] == name && line.Length > 3) ?? users.FirstOrDefault(line => line.Length > 3 && Number(line[2]) is { } known && known == Number(name));
        var id = (entry is null ? Number(name) : Number(entry[2])) ?? throw new ScanException($"LHS5741: the image runs as user '{said}', whom its /etc/passwd does not know.");
        if (parts is [_, var group])
        {
            var gid = Number(groups.FirstOrDefault(line => line[0] == group && line.Length > 2)?[2] ?? group);
            return new ImageUser(id, [gid ?? throw new ScanException($"LHS5742: the image runs as group '{group}', which its /etc/group does not know.")], said);
        }

        var member = entry is null ? [] : groups.Where(line => line.Length > 3 && line[3].Split(',').Contains(entry[0])).Select(line => Number(line[2])).OfType<int>();
        return new ImageUser(id, [entry is null ? 0 : Number(entry[3]) ?? 0, .. member], said);
    }

    /// <summary>Whether the user may write to what an entry is.</summary>
    public bool CanWrite(ImageEntry entry) => Has(entry, UnixFileMode.UserWrite, UnixFileMode.GroupWrite, UnixFileMode.OtherWrite);

    /// <summary>Whether the user may go through a folder.</summary>
    public bool CanEnter(ImageEntry folder) => Has(folder, UnixFileMode.UserExecute, UnixFileMode.GroupExecute, UnixFileMode.OtherExecute);

    private bool Has(ImageEntry entry, UnixFileMode user, UnixFileMode group, UnixFileMode other) =>
        IsRoot || (entry.Mode & (entry.Owner == Id ? user : Groups.Contains(entry.Group) ? group : other)) != 0;

    private static List<string[]> Lines(ImageEntry? file) =>
        [.. Encoding.UTF8.GetString(file?.Content ?? []).Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.TrimEnd('\r').Split(':'))];

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
