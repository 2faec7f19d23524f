namespace Lighthouse.Security.Scanning.Container;

/// <summary>Looks at who runs, what it could overwrite, and what gives it more rights than it has.</summary>
/// <param name="image">The image.</param>
/// <param name="user">Who runs.</param>
internal sealed class PermissionCheck(ContainerImage image, ImageUser user)
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    // Where the system itself looks for programs, libraries and its settings.
    private static readonly string[] SystemFolders = ["bin", "sbin", "lib", "lib32", "lib64", "usr", "etc", "boot", "root"];

    public IEnumerable<ScanFinding> Run() => WhoRuns().Concat(image.Files.All.SelectMany(Rights)).Concat(user.IsRoot ? [] : Writable().DistinctBy(finding => (finding.Rule, finding.File)));

    private IEnumerable<ScanFinding> WhoRuns()
    {
        if (user.IsRoot)
        {
            yield return new ScanFinding(
                "runs-as-root", $"The image runs as root ({(user.Said.Length == 0 ? "it names no user" : $"user '{user.Said}'")})", Severity.High, ["CWE-250"], "the configuration", null,
                "Make a user without rights and name it by number in the Dockerfile: USER 10001:10001.");
        }
        else if (user.Groups.Contains(0))
        {
            yield return new ScanFinding(
                "group-root", $"The image runs in root's group (user '{user.Said}')", Severity.Low, ["CWE-250"], "the configuration", null, "Name a group as well: USER 10001:10001.");
        }
    }

    private static IEnumerable<ScanFinding> Rights(ImageEntry entry)
    {
        if (entry.Kind == EntryKind.File && entry.Mode.HasFlag(UnixFileMode.SetUser) && (entry.Mode & AnyExecute) != 0)
            yield return Right(entry, "setuid-file", $"runs as user {entry.Owner}, whoever starts it", entry.Owner == 0 ? Severity.High : Severity.Medium);
        else if (entry.Kind == EntryKind.File && entry.Mode.HasFlag(UnixFileMode.SetGroup) && (entry.Mode & AnyExecute) != 0)
            yield return Right(entry, "setgid-file", $"runs in group {entry.Group}, whoever starts it", Severity.Medium);
        if (entry.Kind == EntryKind.File && entry.HasCapabilities)
            yield return Right(entry, "file-capabilities", "gives capabilities to whoever starts it", Severity.High);
        if (entry.Kind == EntryKind.Device)
            yield return Right(entry, "device-node", "is a device", Severity.Medium);
    }

    private static ScanFinding Right(ImageEntry entry, string rule, string what, Severity severity) =>
        new(rule, $"/{entry.Path} {what}", severity, ["CWE-250"], entry.Path, null, "Take the right away in the Dockerfile (RUN chmod a-s FILE; setcap -r FILE), or the file; and run with --security-opt no-new-privileges.");

    private IEnumerable<ScanFinding> Writable()
    {
        var open = new List<string>();
        foreach (var entry in image.Files.All.Where(entry => entry.Kind is EntryKind.File or EntryKind.Folder && IsReachable(entry)))
        {
            if (entry.Kind == EntryKind.File && entry.Program != ProgramKind.None && WayTo(entry) is { } way)
                yield return Finding(way, "writable-program", way == entry ? "can be overwritten by the user as whom it runs" : "lets the user as whom the image runs replace the programs in it", Severity.High);
            else if (user.CanWrite(entry) && SystemFolders.Contains(entry.Path.Split('/')[0]))
                yield return Finding(entry, "writable-system-path", "can be changed by the user as whom the image runs", Severity.High);
            else if (entry.Mode.HasFlag(UnixFileMode.OtherWrite) && !entry.Mode.HasFlag(UnixFileMode.StickyBit))
                yield return Finding(entry, "world-writable", "can be changed by everybody", Severity.Medium);
            else if (user.CanWrite(entry) && !IsMounted(entry.Path) && !open.Exists(folder => entry.Path.StartsWith($"{folder}/", StringComparison.Ordinal)))
            {
                open.Add(entry.Path);
                yield return Finding(entry, "writable-path", "is writable and no volume: what is written there lies in the container", Severity.Low);
            }
        }
    }

    private static ScanFinding Finding(ImageEntry entry, string rule, string what, Severity severity) => new(
        rule, $"/{entry.Path} {what}", severity, ["CWE-732"], entry.Path, null, "Let root own it and nobody else write it (COPY without --chown, chmod go-w); run with --read-only and volumes for data.");

    private bool IsReachable(ImageEntry entry) => ImagePath.Parents(entry.Path).Select(image.Files.At).OfType<ImageEntry>().All(user.CanEnter);

    // Who may write a folder may put another file in the place of one; a sticky folder keeps that to the owner. One finding for the folder, not one for each file.
    private ImageEntry? WayTo(ImageEntry entry) => user.CanWrite(entry) || entry.Owner == user.Id
        ? entry
        : ImagePath.Parents(entry.Path).Select(image.Files.At).OfType<ImageEntry>().FirstOrDefault(folder => user.CanWrite(folder) && !folder.Mode.HasFlag(UnixFileMode.StickyBit));

    private bool IsMounted(string path) => image.Description.Configuration.Volumes.Any(volume => path == volume || path.StartsWith($"{volume}/", StringComparison.Ordinal));
}
