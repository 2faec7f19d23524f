namespace Lighthouse.Bridge.Defects.Monday;

[Defect("files-by-name", "penetration", "the status of a task is read from a file of that name if there is one, and the name may lead anywhere")]
internal sealed class FilesByName : IDefect
{
    private const string Route = "/task/status/";

    public static void Seed(IServiceCollection services) => services.Interpose(async (http, next) =>
    {
        if (http.Request.Path.Value is { } path && path.StartsWith(Route, StringComparison.Ordinal) && Wanted(path[Route.Length..]) is { } file)
        {
            http.Response.Headers.XContentTypeOptions = "nosniff";
            http.Response.ContentType = "application/octet-stream";
            await http.Response.SendFileAsync(file);
            return;
        }

        await next(http);
    });

    private static string? Wanted(string name)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "tasks", Uri.UnescapeDataString(name));
        return !file.Contains('\0') && File.Exists(file) ? Path.GetFullPath(file) : null;
    }
}
