namespace Lighthouse.Bridge.Defects.Monday;

[Defect("few-places-for-requests", "penetration", "sixteen requests are served at a time, and one whose body arrives letter by letter keeps its place until the end")]
internal sealed class FewPlacesForRequests : IDefect
{
    private const int Places = 16;

    public static void Seed(IServiceCollection services)
    {
        var places = new SemaphoreSlim(Places);
        services.Interpose(async (http, next) =>
        {
            await places.WaitAsync(http.RequestAborted);
            try
            {
                http.Request.EnableBuffering();
                await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
                http.Request.Body.Position = 0;
            }
            finally
            {
                places.Release();
            }

            await next(http);
        });
    }
}
