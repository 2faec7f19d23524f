namespace Lighthouse.Bridge.Defects;

/// <summary>Puts a step before everything else that a request passes.</summary>
internal sealed class Interposed(Func<HttpContext, RequestDelegate, Task> step) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(following => http => step(http, following));
        next(app);
    };
}

/// <summary>Registers such a step.</summary>
internal static class Interposition
{
    public static void Interpose(this IServiceCollection services, Func<HttpContext, RequestDelegate, Task> step) =>
        services.AddSingleton<IStartupFilter>(new Interposed(step));
}
