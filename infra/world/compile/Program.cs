using ComputeNet.WorldCompiler;

if (args is not ["--data", var dataFolder, .. var rest] || rest is not ([] or ["--out", _]))
{
    Console.Error.WriteLine("usage: dotnet run --project infra/world/compile -- --data <folder with the source data> [--out <infra/world>]");
    return 2;
}

var outFolder = rest is ["--out", var given] ? given : FindWorldFolder();
var source = new Folder(dataFolder);
var authored = new Folder(Path.Combine(outFolder, "compile", "authored"));

var prices = Prices.Compile(source, authored);
var cloud = CloudRegions.Read(source, authored, prices.CloudSites);
var places = Places.Compile(source, authored, cloud);
Table.Write(outFolder, "prices.csv", prices.Rows);
Table.Write(outFolder, "places.csv", places.Rows);
Table.Write(outFolder, "hubs.csv", Hubs.Compile(source, places));
Table.Write(outFolder, "regions.csv", Regions.Compile(source, authored, cloud));
Table.Write(outFolder, "carbon-odbl/carbon-profiles.csv", CarbonProfiles.Compile(source, cloud));
Table.Write(outFolder, "sites.csv", Sites.Compile(source, authored, cloud, places));
Table.Write(outFolder, "capacities.csv", Capacities.Compile(source));
var accelerators = Accelerators.Compile(source, authored);
Table.Write(outFolder, "accelerators.csv", accelerators);
Table.Write(outFolder, "latency.csv", Latencies.Compile(source, cloud));
Table.Write(outFolder, "fleet/demonstration-fleet.csv", Fleet.Compile(source, authored, prices.Rows, accelerators));
return 0;

static string FindWorldFolder()
{
    for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        if (Directory.Exists(Path.Combine(folder.FullName, "infra", "world", "compile")))
            return Path.Combine(folder.FullName, "infra", "world");
    throw new DirectoryNotFoundException("infra/world was not found above the current folder; name it with --out.");
}
