using System.Text;

namespace Lighthouse.Security.Wire;

/// <summary>Writes a request as a command for a POSIX shell.</summary>
internal static class CurlCommand
{
    public static string For(Uri target, RawRequest request)
    {
        var command = new StringBuilder("curl -i --path-as-is");
        command.Append(request.Method == "HEAD" ? " --head" : $" -X {Quoted(request.Method)}");
        foreach (var (name, value) in request.Headers)
            command.Append($" -H {Quoted(value.Length == 0 ? $"{name};" : $"{name}: {value}")}");
        if (request.Body is not null)
            command.Append($"{(request.NamesContentType ? "" : " -H 'Content-Type: application/json'")} --data-raw {Quoted(request.Body)}");
        return command.Append($" {Quoted(target.GetLeftPart(UriPartial.Authority) + request.Target)}").ToString();
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
