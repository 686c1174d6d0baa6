// Plain stand-in for the native drivelist, which Theia's dialogs ask for the drives of the computer: there are none.
exports.list = async () => [];
