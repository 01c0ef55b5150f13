Console.WriteLine("adapter");
