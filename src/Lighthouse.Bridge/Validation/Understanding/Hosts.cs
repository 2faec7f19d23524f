using System.Globalization;
using System.Net;
using Lighthouse.Bridge.Validation.Paths;

namespace Lighthouse.Bridge.Validation.Understanding;

/// <summary>Finds the host that an address names.</summary>
internal static class Hosts
{
    private static readonly string[] Schemes = ["http", "https", "ws", "wss", "ftp", "ftps", "sftp", "ssh", "git", "rsync", "scp", "tcp", "ldap", "smb"];

    /// <summary>The host in one spelling; null when the text is no address of a known scheme.</summary>
    public static string? Of(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal);
        if (start <= 0) return null;
        var scheme = text[..start].ToLowerInvariant();
        if (!Schemes.Any(known => scheme == known || scheme.EndsWith("=" + known, StringComparison.Ordinal) || scheme.EndsWith("+" + known, StringComparison.Ordinal))) return null;
        // Clients disagree on backslashes, so both kinds of slash end the host.
        var authority = Lookalikes.Fold(PercentCoding.Decode(text[(start + 3)..])).TrimStart('/', '\\').Split('/', '\\', '?', '#')[0];
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        var host = authority.StartsWith('[') ? authority[1..].Split(']')[0] : authority.Split(':')[0];
        return Canonical(host.ToLowerInvariant().TrimEnd('.'));
    }

    private static string Canonical(string host)
    {
        if (host.Length == 0 || !IPAddress.TryParse(host, out var address)) return host;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return string.Create(CultureInfo.InvariantCulture, $"{address}");
    }
}
