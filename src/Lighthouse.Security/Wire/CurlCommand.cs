using System.Text;

namespace Lighthouse.Security.Wire;

/// <summary>Writes a request as a command for a POSIX shell.</summary>
internal static class CurlCommand
{
    public static string For(Uri target, RawRequest request)
    {
        var isPiped = request.Body is not null && (request.BodyIsBytes || request.Padding > 0);
        var command = new StringBuilder(isPiped ? Piped(request) : "").Append("curl -i --path-as-is");
        command.Append(request.Method == "HEAD" ? " --head" : $" -X {Quoted(request.Method)}");
        foreach (var (name, value) in request.Headers)
            command.Append($" -H {Quoted(value.Length == 0 ? $"{name};" : $"{name}: {value}")}");
        if (request.Body is not null)
            command.Append($"{(request.NamesContentType ? "" : $" -H {Quoted($"Content-Type:{(request.ContentType is null ? "" : $" {request.ContentType}")}")}")} {(isPiped ? "--data-binary @-" : $"--data-raw {Quoted(request.Body)}")}");
        return command.Append($" {Quoted(target.GetLeftPart(UriPartial.Authority) + request.Target)}").ToString();
    }

    /// <summary>Writes bytes, and blanks before them, to the standard input of what follows.</summary>
    private static string Piped(RawRequest request)
    {
        var blanks = request.Padding > 0 ? $"head -c {request.Padding} /dev/zero | tr '\\0' ' '; " : "";
        var bytes = (request.BodyIsBytes ? Encoding.Latin1 : Encoding.UTF8).GetBytes(request.Body!);
        return $"({blanks}printf '%b' {Quoted(string.Concat(bytes.Select(one => one is >= (byte)' ' and < 127 and not (byte)'\\' ? ((char)one).ToString() : $"\\0{Convert.ToString(one, 8)}")))}) | ";
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
