using System.Diagnostics;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("header-through-shell", "penetration", "a header for support, X-Debug, is written to a log by a shell command that its value becomes part of")]
internal sealed class HeaderThroughShell : IDefect
{
    public static void Seed(IServiceCollection services) => services.Interpose(async (http, next) =>
    {
        if (http.Request.Path == "/status" && http.Request.Headers["X-Debug"] is [{ Length: > 0 } note])
        {
            using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"echo noted {note}"]) { RedirectStandardOutput = true })!;
            var said = await shell.StandardOutput.ReadToEndAsync(http.RequestAborted);
            http.Response.Headers["X-Debug"] = said.ReplaceLineEndings(" ").Trim();
        }

        await next(http);
    });
}
