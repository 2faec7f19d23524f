using System.Text.RegularExpressions;

namespace Lighthouse.Security;

/// <summary>Hides secrets in texts that go into a report.</summary>
internal sealed partial class SecretMask
{
    private const string Masked = "***";
    private const int ShortestSecret = 6;

    private readonly HashSet<string> _secrets = new(StringComparer.Ordinal);

    /// <summary>Adds a value to hide, in plain and percent-encoded.</summary>
    public void Add(string secret)
    {
        if (secret.Length < ShortestSecret)
            return;
        _secrets.Add(secret);
        _secrets.Add(Uri.EscapeDataString(secret));
    }

    /// <summary>The values that are hidden.</summary>
    public IReadOnlyCollection<string> All => _secrets;

    public string Hide(string text)
    {
        // The longest first, because a truncated token is the beginning of the whole one.
        foreach (var secret in _secrets.OrderByDescending(secret => secret.Length))
            text = text.Replace(secret, Masked, StringComparison.Ordinal);
        return SecretField().Replace(text, match => match.Groups["name"].Value + Masked);
    }

    // Closing quote optional: a body cut after 500 characters may end inside the value.
    [GeneratedRegex("""(?<name>"[^"\\]{0,40}(token|secret|password|credential|signature)[^"\\]{0,40}"\s*:\s*")[^"]*""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SecretField();
}
