using Cake.Core.Tooling;

namespace Cake.Docker;

/// <summary>
/// Settings of a docker command. Each public property of a derived class is an option of it: <c>StopTimeout</c> is <c>--stop-timeout</c>; a flag
/// that is true stands alone, a list is repeated, what is null is left to docker. Which engine is meant says the environment, as always:
/// <c>EnvironmentVariables["DOCKER_HOST"]</c>.
/// </summary>
public abstract class AutoToolSettings : ToolSettings;
