using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Tests.Support;

internal static class TaskServices
{
    public static IServiceCollection AddTask<TTask>(this IServiceCollection services)
        where TTask : class, IFrostingTask =>
        services.AddSingleton<IFrostingTask, TTask>();
}
