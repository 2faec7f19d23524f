namespace Lighthouse.Security.Scanning.Container;

/// <summary>What a scan of an image needs.</summary>
/// <param name="Archive">What <c>docker save</c> wrote, or the folder of an OCI layout.</param>
/// <param name="Repository">The repository's folder; the feeds that it was restored from are asked for advisories.</param>
/// <param name="Advisories">Folders of advisories in OSV's format.</param>
/// <param name="AllowList">File of allowed secrets; it need not exist. Files of the image stand in it as <c>image:PATH</c>.</param>
public sealed record ContainerScanOptions(string Archive, string Repository, IReadOnlyList<string> Advisories, string AllowList);
