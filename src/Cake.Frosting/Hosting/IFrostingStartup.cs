using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>Configures a host in one place.</summary>
public interface IFrostingStartup
{
    /// <summary>Adds the build's services.</summary>
    /// <param name="services">The host's services.</param>
    void Configure(IServiceCollection services);
}
