using Cake.Frosting;
using Lighthouse.Load.Plans;
using Lighthouse.Pipeline;

return args is ["load", .. var load]
    ? await LoadCommand.RunAsync(load, Console.Out, Console.Error, TimeProvider.System, CancellationToken.None)
    : new CakeHost().UseLighthouse("readiness.yaml").Run(args);
